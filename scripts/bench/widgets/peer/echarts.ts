import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { PeerTable } from './table.ts';

use([BarChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** The same bars with the target line, axes, legend and tip, tree-shaken, drawn as SVG without animation. */
customElements.define(
  'peer-echarts',
  class extends PeerTable {
    override draw(): void {
      const table = this.answer?.page.tables[0];
      const rows = table?.rows ?? [];
      const at = rows[0]?.cells.findIndex(({ share }) => share !== undefined) ?? 1;
      const target = table?.columns.find(({ goal }) => goal)?.goal?.share;
      const chart = init(this.renderRoot.querySelector('.chart') as HTMLElement, null, { renderer: 'svg' });
      chart.setOption({
        animation: false,
        tooltip: { trigger: 'axis' },
        legend: {},
        grid: { left: 140, right: 40 },
        xAxis: { type: 'value', max: 1 },
        yAxis: { type: 'category', inverse: true, data: rows.map(({ cells }) => cells[0]?.text) },
        series: [
          {
            type: 'bar',
            name: '企业建会率',
            data: rows.map(({ cells }) => cells[at]?.share ?? null),
            markLine: { symbol: 'none', data: [{ xAxis: target ?? 0 }] },
          },
        ],
      });
    }
  },
);
