/** A notice to operators and how it went, by channel; what sends notices keeps them. */
export type NoticeEntry = {
  readonly notice: {
    readonly id: string;
    readonly kind: string;
    /** ISO instant. */
    readonly at: string;
    readonly asOf: string | null;
    readonly code: string | null;
    readonly subject: { readonly zh: string; readonly en: string };
  };
  readonly deliveries: Readonly<
    Record<string, { readonly state: string; readonly attempts: number; readonly lastError: string | null } | undefined>
  >;
};
