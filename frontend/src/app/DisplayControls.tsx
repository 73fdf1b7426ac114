import { useNavigate } from "@tanstack/react-router";
import { setDensity, setMode, useDisplay } from "../lib/display";
import { changeLanguage, type Language, useText } from "../lib/i18n";
import { Choice } from "./Choice";
import { Glyph } from "./Glyph";

/** Language, light or dark, and density. */
export function DisplayControls() {
  const { t, lang } = useText();
  const { mode, density } = useDisplay();
  const navigate = useNavigate();
  const speak = async (language: Language) => {
    await changeLanguage(language);
    const search = (previous: object) => ({ ...previous, lang: language });
    await navigate({ to: ".", search, replace: true, resetScroll: false });
  };
  return (
    <div className="ls-controls">
      <Choice
        label={t("display.language")}
        value={lang}
        onChange={(language) => void speak(language)}
        options={[
          { value: "pt-BR", label: "Português (Brasil)", face: "PT" },
          { value: "en", label: "English", face: "EN" },
        ]}
      />
      <Choice
        label={t("display.mode")}
        value={mode}
        onChange={setMode}
        options={[
          { value: "light", label: t("display.light"), face: <Glyph name="sun" /> },
          { value: "dark", label: t("display.dark"), face: <Glyph name="moon" /> },
          { value: "system", label: t("display.system"), face: <Glyph name="screen" /> },
        ]}
      />
      <Choice
        label={t("display.density")}
        value={density}
        onChange={setDensity}
        options={[
          { value: "comfortable", label: t("display.comfortable"), face: <Glyph name="loose" /> },
          { value: "compact", label: t("display.compact"), face: <Glyph name="tight" /> },
        ]}
      />
    </div>
  );
}
