import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Router } from "wouter";
import { newQueryClient } from "./api/queries";
import { serverPath } from "./place";
import { Shell } from "./Shell";
import { Toasts } from "./ui/Toast";
import { UploadsProvider } from "./uploads/UploadsProvider";
import { chosenLanguage, keepLanguage } from "./words/language";
import { LanguageContext } from "./words/section";

export function App() {
  const [queries] = useState(newQueryClient);
  const [base] = useState(() => `${serverPath(location.pathname)}/console`);
  const [language, setLanguage] = useState(chosenLanguage);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  function changeLanguage(): void {
    const other = language === "en" ? "pt-BR" : "en";
    keepLanguage(other);
    setLanguage(other);
  }

  return (
    <CSPProvider disableStyleElements>
      <LanguageContext value={language}>
        <QueryClientProvider client={queries}>
          <Toasts>
            <UploadsProvider>
              <Router base={base}>
                <Shell onOtherLanguage={changeLanguage} />
              </Router>
            </UploadsProvider>
          </Toasts>
        </QueryClientProvider>
      </LanguageContext>
    </CSPProvider>
  );
}
