import { expect, test } from 'vitest';
import { remoteCrumbs, remoteJoin, remoteParent } from './remote-path.ts';

test('joins and climbs', () => {
  expect(remoteJoin('/', 'a')).toBe('/a');
  expect(remoteJoin('/in', 'a')).toBe('/in/a');
  expect(remoteParent('/in/a')).toBe('/in');
  expect(remoteParent('/in/')).toBe('/');
  expect(remoteParent('/')).toBeNull();
});

test('the way starts at the own folder', () => {
  expect(remoteCrumbs('/home/clinic', '/home/clinic')).toEqual([
    { name: 'Your folder', path: '/home/clinic' },
  ]);
  expect(remoteCrumbs('/home/clinic/', '/home/clinic/old/2025')).toEqual([
    { name: 'Your folder', path: '/home/clinic' },
    { name: 'old', path: '/home/clinic/old' },
    { name: '2025', path: '/home/clinic/old/2025' },
  ]);
  expect(remoteCrumbs('/', '/in')).toEqual([
    { name: 'Your folder', path: '/' },
    { name: 'in', path: '/in' },
  ]);
});

test('outside the own folder it starts at the top of the server', () => {
  expect(remoteCrumbs('/home/clinic', '/home/clinic2')).toEqual([
    { name: 'Server', path: '/' },
    { name: 'home', path: '/home' },
    { name: 'clinic2', path: '/home/clinic2' },
  ]);
});
