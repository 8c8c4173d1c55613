import { ApiError } from '../errors.ts';
import { exportFormats } from './formats.ts';

/** No query, register or file has this address. */
export class ExportNotFound extends ApiError {
  readonly code = 'EXPORT_NOT_FOUND';
  override readonly status = 404;
  constructor(name: string) {
    const shown = JSON.stringify(name.slice(0, 60));
    const endings = Object.keys(exportFormats).join(', ');
    super(
      `nothing is given out as ${shown}; an address is /export/query/<code>.<form>, /export/register/<name>.<form>, /export/publication/<id>/<file> or /export/bundle/<id>.zip, and a form is ${endings}`,
      `没有 ${shown} 这一导出；地址形如 /export/query/<编码>.<格式>、/export/register/<台账>.<格式>、/export/publication/<编号>/<文件>、/export/bundle/<编号>.zip，格式为 ${endings}`,
    );
  }
}

/** As many exports are being made as the server makes at once. */
export class ExportsBusy extends ApiError {
  readonly code = 'EXPORTS_BUSY';
  override readonly status = 503;
  constructor() {
    super('other exports are being made; try again in a moment', '正在生成其他导出文件，请稍后再试');
  }
}
