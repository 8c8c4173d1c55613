/** Who reads rows of the registers: whoever they are open to, all of them. */
export const whereOpen = { open: true } as const;
