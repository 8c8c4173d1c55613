import { KnownError } from '@union/schema/errors.ts';

/** One place of a template file that breaks a rule. Lines begin at 1. */
export type TemplateProblem = {
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly rule: string;
  readonly ruleZh: string;
};

/** A template file does not hold what a briefing needs, or says what it must not. */
export class TemplateInvalid extends KnownError {
  readonly code = 'BRIEFING_TEMPLATE_INVALID';
  readonly problems: readonly TemplateProblem[];
  constructor(problems: readonly TemplateProblem[]) {
    const place = ({ file, line, key }: TemplateProblem) => `${file}:${line} ${key}`;
    super(
      `the template cannot be used:\n${problems.map((problem) => `  ${place(problem)}: ${problem.rule}`).join('\n')}`,
      `模板有误：\n${problems.map((problem) => `  ${place(problem)}：${problem.ruleZh}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** A template file cannot be read. */
export class TemplateUnreadable extends KnownError {
  readonly code = 'BRIEFING_TEMPLATE_UNREADABLE';
  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the template ${file} cannot be read: ${reason}`, `无法读取模板 ${file}：${reason}`, { cause });
  }
}

/** No bundled font, and none that was given, has a sign for these characters. */
export class CharacterMissing extends KnownError {
  readonly code = 'BRIEFING_CHARACTER_MISSING';
  constructor(found: readonly { readonly character: string; readonly text: string }[]) {
    const list = found.slice(0, 10);
    const name = (character: string) => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
    super(
      `the fonts have no sign for ${list.map(({ character, text }) => `${character} (${name(character)}, in ${JSON.stringify(text)})`).join(', ')}; name a font that has with BRIEFING_FONT or --font, or add the characters to scripts/subset-font.sh`,
      `字库缺少以下字符：${list.map(({ character, text }) => `${character}（${name(character)}，见“${text}”）`).join('、')}；请用 BRIEFING_FONT 或 --font 指定包含它们的字体文件，或在 scripts/subset-font.sh 中补充`,
    );
  }
}
