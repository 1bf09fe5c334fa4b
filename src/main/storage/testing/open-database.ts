/** A process of its own that opens a database and says how that went: `node open-database.ts <database>`. */
import { systemClock } from '../../clock.ts';
import { openDatabase } from '../database.ts';

try {
  openDatabase(process.argv[2] ?? '', systemClock).close();
  process.stdout.write('opened');
} catch (error) {
  process.stdout.write(String(error));
}
