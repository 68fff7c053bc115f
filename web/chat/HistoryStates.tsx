import { AlertIcon, RetryIcon } from "./icons";
import { useStrings } from "./StringsContext";

/** What stands in the place of an earlier conversation until it is here. */
export function HistoryLoading() {
  const strings = useStrings();
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{strings.loadingHistory}</span>
      <i />
      <i />
      <i />
    </div>
  );
}

export function HistoryFailed({ onReload }: { onReload(): void }) {
  const strings = useStrings();
  return (
    <div className="history-failed">
      <p className="problem" role="alert">
        <AlertIcon />
        {strings.historyFailed}
      </p>
      <button type="button" className="button" onClick={onReload}>
        <RetryIcon />
        {strings.retry}
      </button>
    </div>
  );
}
