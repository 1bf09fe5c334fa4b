/* The architecture as rules (see ARCHITECTURE.md). Tests may import what they test with. */
const test = '\\.(test|fixture)\\.ts$|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-stands-alone',
      comment: 'src/shared runs anywhere: it imports itself and zod.',
      severity: 'error',
      from: { path: '^src/shared', pathNot: test },
      to: { pathNot: ['^src/shared', '^node_modules/zod'] },
    },
    {
      name: 'renderer-sees-only-shared',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: '^src/main' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src/renderer', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'main-never-imports-renderer',
      severity: 'error',
      from: { path: '^src/main' },
      to: { path: '^src/renderer' },
    },
    {
      name: 'electron-only-at-the-edge',
      severity: 'error',
      from: {
        path: '^src',
        pathNot: ['^src/main/app/', '^src/main/ipc/electron-ipc\\.ts$', '^src/main/preload/'],
      },
      to: { path: '^(node_modules/)?electron($|/)' },
    },
    {
      name: 'ssh2-only-in-its-driver',
      comment: 'The practice server is an SSH server and needs the other half of the same library.',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/main/transport/sftp/', '^src/main/practice/', test] },
      to: { path: '^node_modules/(ssh2|ssh2-sftp-client)/' },
    },
    {
      name: 'basic-ftp-only-in-its-driver',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/main/transport/ftps/', test] },
      to: { path: '^node_modules/basic-ftp/' },
    },
    {
      name: 'saxes-only-where-xml-is-read',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/main/(transport/soap|imports)/', test] },
      to: { path: '^node_modules/saxes/' },
    },
    {
      name: 'watching-and-schedules-only-in-automation',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/main/automation/', test] },
      to: { path: '^node_modules/(chokidar|croner)/' },
    },
    {
      name: 'drivers-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/main/transport/(sftp|ftps|soap|web)/', pathNot: test },
      to: { path: '^src/main/transport/(sftp|ftps|soap|web)/', pathNot: '^src/main/transport/$1/' },
    },
    {
      name: 'shared-ground-knows-no-driver',
      comment: 'TLS, HTTP and proxies are used by several drivers.',
      severity: 'error',
      from: { path: '^src/main/transport/(tls|http|proxy)/', pathNot: test },
      to: { path: '^src/main/transport/(sftp|ftps|soap|web)/' },
    },
    {
      name: 'keytar-in-one-file',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/main/secrets/keychain\\.ts$', test] },
      to: { path: '^node_modules/(keytar|@github/keytar)/' },
    },
    {
      name: 'libsql-in-storage',
      severity: 'error',
      from: { path: '^src', pathNot: ['^src/main/storage/(database|file-lock)\\.ts$', test] },
      to: { path: '^node_modules/libsql/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', test] },
      to: {},
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
