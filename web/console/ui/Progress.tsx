interface Props {
  label: string;
  /** 0..1; null while nobody knows. */
  value: number | null;
}

export function Progress({ label, value }: Props) {
  return <progress className="ui-progress" aria-label={label} {...(value !== null && { value, max: 1 })} />;
}
