import { Choices } from "../ui/Choices";
import { Field } from "../ui/Field";
import { useWords } from "../words/section";
import { isColor } from "./color";
import { ColorField } from "./ColorField";
import { Part } from "./Part";
import type { Settings, Widget } from "./settings";
import { useForm, type Form } from "./useForm";
import { WidgetPreview } from "./WidgetPreview";
import { SETTINGS } from "./words";
import "./widget.css";

const LONGEST_TITLE = 60;
const LOCALES = ["auto", "pt-BR", "en"] as const;

type Look = Pick<Widget, "color" | "position" | "locale"> & { title: string };

/** How the widget looks on the company's site. */
export function WidgetPart({ settings: { widget, persona, greeting } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const { title, color, position, locale } = widget;
  const form = useForm<Look>({
    part: "widget",
    saved: { title: title ?? "", color, position, locale },
    patch: (look) => ({ widget: { ...look, title: look.title.trim() || null } }),
    fields: ["widget.title", "widget.color"],
  });
  const { values } = form;
  const known = isColor(values.color);
  const language = values.locale === "en" ? "en" : "pt-BR";

  return (
    <Part title={words.widgetTitle} lead={words.widgetLead} form={form} valid={known}>
      <div className="settings-beside">
        <LookFields form={form} name={persona.name} />
        <WidgetPreview
          name={persona.name}
          title={values.title.trim() || null}
          color={known ? values.color : color}
          left={values.position === "left"}
          language={language}
          greeting={greeting[language]}
        />
      </div>
    </Part>
  );
}

/** `name` is that of who answers. */
function LookFields({ form, name }: { form: Form<Look>; name: string }) {
  const words = useWords(SETTINGS);
  const { values, change, errorOf } = form;
  return (
    <div className="settings-fields">
      <Field label={words.widgetName} hint={words.widgetNameHint(name)} error={errorOf("widget.title")}>
        {(control) => (
          <input
            {...control}
            className="ui-input"
            value={values.title}
            maxLength={LONGEST_TITLE}
            autoComplete="off"
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <ColorField
        value={values.color}
        error={errorOf("widget.color")}
        onChange={(color) => change({ color })}
      />
      <div className="ui-field">
        <span className="settings-label">{words.position}</span>
        <Choices<Widget["position"]>
          label={words.position}
          value={values.position}
          onChange={(position) => change({ position })}
          options={[
            { value: "right", label: words.right },
            { value: "left", label: words.left },
          ]}
        />
      </div>
      <div className="ui-field">
        <span className="settings-label">{words.locale}</span>
        <Choices<Widget["locale"]>
          label={words.locale}
          value={values.locale}
          onChange={(locale) => change({ locale })}
          options={LOCALES.map((value) => ({
            value,
            label: value === "auto" ? words.localeAuto : words.languageNames[value],
          }))}
        />
      </div>
    </div>
  );
}
