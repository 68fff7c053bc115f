import { useId, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { Notice } from "../ui/States";
import { useWords } from "../words/section";
import type { Form } from "./useForm";
import { SETTINGS } from "./words";

interface Props {
  title: string;
  lead?: ReactNode;
  form: Pick<Form<object>, "unsaved" | "saving" | "error" | "save" | "discard">;
  /** False while something that was written will not do. */
  valid?: boolean;
  /** The variable by which the server has fixed this part. */
  fixedBy?: string | null;
  children: ReactNode;
}

/** A part of the settings, with its own way to save. */
export function Part({ title, lead, form, valid = true, fixedBy = null, children }: Props) {
  const words = useWords(SETTINGS);
  const id = useId();
  return (
    <form
      className="settings-part"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        if (form.unsaved && valid && !form.saving) form.save();
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        {lead && <p>{lead}</p>}
      </header>
      {fixedBy && <Notice>{words.fixed(fixedBy)}</Notice>}
      <fieldset className="settings-fields" disabled={fixedBy !== null}>
        {children}
      </fieldset>
      {(form.unsaved || form.error) && (
        <footer className="settings-save">
          {form.error ? (
            <p className="ui-error" role="alert">
              {form.error}
            </p>
          ) : (
            <p className="settings-unsaved">{words.unsaved}</p>
          )}
          <Button look="quiet" disabled={form.saving} onClick={form.discard}>
            {words.discard}
          </Button>
          <Button type="submit" look="primary" busy={form.saving} disabled={!valid}>
            {form.saving ? words.saving : words.save}
          </Button>
        </footer>
      )}
    </form>
  );
}

/** A part of the settings that is only looked at, or acts at once. */
export function Plain({ title, lead, children }: Pick<Props, "title" | "lead" | "children">) {
  const id = useId();
  return (
    <section className="settings-part" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {lead && <p>{lead}</p>}
      </header>
      {children}
    </section>
  );
}
