import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { Choices } from "../ui/Choices";
import { ChartIcon } from "../ui/icons";
import { Screen } from "../ui/Screen";
import { Empty, ErrorState, Skeleton } from "../ui/States";
import { useWords } from "../words/section";
import { QuestionsChart, RatingsChart, SpeedChart } from "./Charts";
import { Engines } from "./Engines";
import { PERIODS, qualityOf } from "./quality";
import { Totals } from "./Totals";
import { Unanswered } from "./Unanswered";
import { QUALITY } from "./words";
import { Worst } from "./Worst";
import "./quality.css";

/** How well Rosana answers, and what to do about what she does not. */
export default function QualityScreen() {
  const words = useWords(QUALITY);
  const [search, setSearch] = useSearchParams();
  const period = PERIODS.find((days) => days === search.get("dias")) ?? "30";
  const { data, error, refetch, isPlaceholderData } = useQuery(qualityOf(period));

  const periods = (
    <Choices
      label={words.period}
      options={PERIODS.map((days) => ({ value: days, label: words.days(Number(days)) }))}
      value={period}
      onChange={(days) => setSearch({ dias: days }, { replace: true })}
    />
  );

  return (
    <Screen title={words.title} lead={words.lead} actions={periods}>
      {data ? (
        <div className="quality" aria-busy={isPlaceholderData}>
          {data.totals.questions === 0 ? (
            <NothingAsked />
          ) : (
            <>
              <Totals totals={data.totals} />
              <QuestionsChart days={data.days} totals={data.totals} />
              <Unanswered period={period} />
              <Worst period={period} />
              <div className="quality-charts">
                <RatingsChart days={data.days} totals={data.totals} />
                <SpeedChart days={data.days} totals={data.totals} />
              </div>
              <Engines engines={data.engines} />
            </>
          )}
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton />
      )}
    </Screen>
  );
}

function NothingAsked() {
  const words = useWords(QUALITY);
  const ask = (
    <Link href="/conversar" className="ui-button ui-button-primary">
      {words.ask}
    </Link>
  );
  return (
    <Empty title={words.noneTitle} icon={<ChartIcon />} action={ask}>
      {words.noneText}
    </Empty>
  );
}
