/** A process of its own that writes 50 folders: `node write-folders.ts <database> <name>`. */
import { systemClock } from '../../clock.ts';
import { openDatabase } from '../database.ts';

const [file = '', name = ''] = process.argv.slice(2);
const db = openDatabase(file, systemClock);
for (let n = 0; n < 50; n += 1) {
  db.transaction(() => {
    db.get('SELECT count(*) FROM site_folders');
    db.run(
      'INSERT INTO site_folders (id, name, position) VALUES (?, ?, ?)',
      `${name}${n}`,
      name,
      n,
    );
  });
}
db.close();
