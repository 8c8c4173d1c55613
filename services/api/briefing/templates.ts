import { officialTemplate, readTemplate } from '@union/briefing/template/read-template.ts';
import type { BriefingLanguage, Template } from '@union/briefing/template/template.ts';

/** The template of each language: a federation's own file where it named one, else the one that comes with the platform. */
export type Templates = Readonly<Record<BriefingLanguage, Template>>;

/** @param files of a federation's own templates; each says its language. @throws TemplateUnreadable, TemplateInvalid */
export function readTemplates(files: readonly string[]): Templates {
  const own = new Map(files.map((file) => readTemplate(file)).map((template) => [template.language, template]));
  return { 'zh-CN': own.get('zh-CN') ?? officialTemplate('zh-CN'), en: own.get('en') ?? officialTemplate('en') };
}
