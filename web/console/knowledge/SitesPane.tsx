import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useRoute } from "wouter";
import { isVisited, removeSite, siteList, visitSite, type SiteOut } from "../api/sites";
import { Button } from "../ui/Button";
import { ConfirmDialog } from "../ui/Dialog";
import { LinkIcon, PlusIcon, RetryIcon, TrashIcon } from "../ui/icons";
import { Menu } from "../ui/Menu";
import { Progress } from "../ui/Progress";
import { Empty, ErrorState, Skeleton } from "../ui/States";
import { distance } from "../ui/time";
import { useToast } from "../ui/Toast";
import { useProblem } from "../ui/useProblem";
import { isWebAddress } from "../ui/web";
import { useLanguage, useWords } from "../words/section";
import { AddSite } from "./AddSite";
import { KNOWLEDGE } from "./words";

const HOUR_MS = 3_600_000;

/** The sites that Rosana reads and visits again. */
export function SitesPane() {
  const words = useWords(KNOWLEDGE);
  const [, navigate] = useLocation();
  const [adding] = useRoute("/conhecimento/sites/novo");
  const sites = useQuery(siteList());
  const add = (
    <Button look={sites.data?.length === 0 ? "primary" : "plain"} onClick={() => navigate("/conhecimento/sites/novo")}>
      <PlusIcon />
      {words.addSite}
    </Button>
  );

  return (
    <>
      {sites.isPending && <Skeleton rows={3} />}
      {sites.isError && !sites.data && <ErrorState error={sites.error} onRetry={() => void sites.refetch()} />}
      {sites.data?.length === 0 && (
        <Empty title={words.sitesEmptyTitle} icon={<LinkIcon />} action={add}>
          {words.sitesEmptyText}
        </Empty>
      )}
      {sites.data && sites.data.length > 0 && (
        <div className="documents">
          <ul className="document-list" aria-label={words.siteList}>
            {sites.data.map((site) => (
              <SiteRow key={site.id} site={site} />
            ))}
          </ul>
          <div>{add}</div>
        </div>
      )}
      {adding && <AddSite onClose={() => navigate("/conhecimento/sites")} />}
    </>
  );
}

function SiteRow({ site }: { site: SiteOut }) {
  const words = useWords(KNOWLEDGE);
  const language = useLanguage();
  const { url, problem, visited_at, every_hours } = site;
  const visiting = isVisited(site);
  const next =
    visited_at !== null && every_hours !== null
      ? new Date(new Date(visited_at).getTime() + every_hours * HOUR_MS).toISOString()
      : null;
  const facts = [
    site.depth === 0 ? words.onePage : words.sitePages(site.pages.toLocaleString(language)),
    visited_at === null ? words.neverVisited : words.visited(distance(visited_at, language)),
    every_hours === null ? words.onDemand : words.everyHours(every_hours),
    next !== null && words.nextVisit(distance(next, language)),
  ];
  return (
    <li className="document">
      <span className="document-origin">
        <LinkIcon />
      </span>
      <div className="document-names">
        {isWebAddress(url) ? (
          <a className="document-title" href={url} target="_blank" rel="noopener noreferrer">
            {url}
          </a>
        ) : (
          <span className="document-title">{url}</span>
        )}
        <p className="ui-hint">{facts.filter(Boolean).join(" · ")}</p>
        {problem !== null && <p className={site.status === "failed" ? "ui-error" : "ui-hint"}>{problem}</p>}
        {visiting && <Progress label={words.visiting} value={null} />}
      </div>
      <div className="document-facts">
        <SiteTag site={site} />
      </div>
      <SiteMenu site={site} />
    </li>
  );
}

function SiteTag({ site }: { site: SiteOut }) {
  const words = useWords(KNOWLEDGE);
  const tags = {
    queued: ["tag-warning", words.status.queued],
    visiting: ["", words.visiting],
    ready: ["tag-plain", words.status.ready],
    failed: ["tag-danger", words.status.failed],
  } as const;
  const [tone, name] = tags[site.status];
  return <span className={`tag ${tone}`}>{name}</span>;
}

function SiteMenu({ site }: { site: SiteOut }) {
  const words = useWords(KNOWLEDGE);
  const toast = useToast();
  const problem = useProblem();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const visit = useMutation({
    mutationFn: () => visitSite(site.id),
    onSuccess: () => toast(words.visitStarted),
    onError: (error) => toast(problem(error), "failed"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["sites"] }),
  });
  const remove = useMutation({
    mutationFn: () => removeSite(site.id),
    onSuccess: () => {
      setAsking(false);
      toast(words.siteRemoved);
      void queries.invalidateQueries({ queryKey: ["documents"] });
      return queries.invalidateQueries({ queryKey: ["sites"] });
    },
  });
  return (
    <>
      <Menu
        label={words.actionsOf(site.url)}
        items={[
          { label: words.visitNow, icon: <RetryIcon />, onSelect: () => visit.mutate() },
          { label: words.removeSite, icon: <TrashIcon />, danger: true, onSelect: () => setAsking(true) },
        ]}
      />
      <ConfirmDialog
        open={asking}
        title={words.removeSiteTitle}
        confirm={words.removeSite}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <strong>{site.url}</strong>
        <br />
        {words.removeSiteText}
      </ConfirmDialog>
    </>
  );
}
