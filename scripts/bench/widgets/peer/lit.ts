import { PeerTable } from './table.ts';

customElements.define('peer-lit', class extends PeerTable {});
