import { describe } from 'vitest';
import type { TestServer } from '../../../../e2e/servers/test-server.ts';
import { describeBrowsing } from './browsing-behaviour.ts';
import { describeConnecting } from './connecting-behaviour.ts';
import type { DriverUnderTest } from './driver-under-test.ts';
import { describeMilestones } from './milestone-behaviour.ts';
import { describeResuming } from './resuming-behaviour.ts';
import { describeTrouble } from './trouble-behaviour.ts';
import { describeUploading } from './uploading-behaviour.ts';

/**
 * What every driver must do, tried against a real server: to be called within a `describeServer`. What
 * only one protocol knows (algorithms, TLS) is tested beside its driver.
 */
export function describeDriver<Server extends TestServer>(
  name: string,
  driver: DriverUnderTest<Server>,
): void {
  describe(name, () => {
    describeConnecting(driver);
    describeMilestones(driver);
    describeBrowsing(driver);
    describeUploading(driver);
    if (driver.resumes !== false) describeResuming(driver);
    describeTrouble(driver);
  });
}
