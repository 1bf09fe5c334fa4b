import { VisuallyHidden } from 'react-aria-components';
import { useAnnouncements } from './announce.ts';

/** Once in the window. The key makes a repeated text a new node, which is read again. */
export function LiveRegion() {
  const { polite, assertive } = useAnnouncements();
  return (
    <VisuallyHidden data-live-announcer="true">
      <div role="log" aria-live="polite" aria-relevant="additions">
        <span key={polite.count}>{polite.text}</span>
      </div>
      <div role="log" aria-live="assertive" aria-relevant="additions">
        <span key={assertive.count}>{assertive.text}</span>
      </div>
    </VisuallyHidden>
  );
}
