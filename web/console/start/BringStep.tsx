import { usePicker } from "../knowledge/usePicker";
import { Button } from "../ui/Button";
import { FolderIcon, UploadIcon } from "../ui/icons";
import { useWords } from "../words/section";
import { START } from "./words";

/** Documents of the company, or the sample that came with Rosana. */
export function BringStep({ onSample }: { onSample(): void }) {
  const words = useWords(START);
  const { pickFiles, pickFolder, fields } = usePicker();
  return (
    <>
      <div className="guide-drop">
        <UploadIcon />
        <p>
          {words.bringText} <span className="guide-dragging">{words.dropText}</span>
        </p>
        <div className="guide-actions">
          <Button look="primary" onClick={pickFiles}>
            <UploadIcon />
            {words.chooseFiles}
          </Button>
          <Button onClick={pickFolder}>
            <FolderIcon />
            {words.chooseFolder}
          </Button>
        </div>
        {fields}
      </div>
      <p className="guide-sample">
        {words.orSample}{" "}
        <button type="button" className="guide-back" onClick={onSample}>
          {words.sample}
        </button>
      </p>
    </>
  );
}
