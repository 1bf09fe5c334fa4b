import type { Site } from '../../shared/domain/site.ts';
import type { HttpLink } from '../transport/http/http-link.ts';
import type { PageReply } from '../transport/web/read-page.ts';
import { fact, ok, warn, type Plan } from './step.ts';
import { addressOf, webPlan, type WebParts } from './web-link.ts';

export interface PageParts extends WebParts {
  readonly readPage: (link: HttpLink, path: string, signal: AbortSignal) => Promise<PageReply>;
}

/** What a web upload site is checked for: that its page answers. */
export const pagePlan = (site: Site, parts: PageParts): Plan =>
  webPlan(site, parts, (approach) => [
    {
      id: 'page',
      seconds: 15,
      run: async (_context, signal) => {
        const link = await approach.link;
        const reply = await parts.readPage(link, addressOf(site.url).path, signal);
        const { status, title, location } = reply;
        // A page that wants a sign-in says 401; "forbidden" is also what web filters answer with.
        return (status === 403 ? warn : ok)({ kind: 'page', status, title }, [
          fact('Page', site.url),
          fact('Status', String(status)),
          ...(location === null ? [] : [fact('Sends on to', location)]),
        ]);
      },
    },
  ]);
