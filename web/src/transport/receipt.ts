// Whether the collector's answer to a consent record proves that it took that record. It needs the embed's key and no
// network; `assent verify` checks the same offline.

import { fromBase64, sha256, utf8 } from '../bytes';
import { canonical } from '../canonical';
import { parse } from '../plain';

export const receipt_schema = 'assent-receipt-1';

/** What the page reads of a receipt; the signature covers whatever else stands there. */
interface Receipt {
  schema_version: string;
  record_id: string;
  site: string;
  record_sha256: string;
  signature: string;
}

/** Why a receipt proves nothing. */
export type ReceiptFault = 'malformed' | 'schema_version' | 'signature' | 'site' | 'record_id' | 'record_sha256';

async function isSigned({ signature, ...said }: Receipt, key: string): Promise<boolean> {
  const site_key = await crypto.subtle.importKey('raw', fromBase64(key), 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', site_key, fromBase64(signature), utf8(canonical(said)));
}

/**
 * What is wrong with `answer`, the collector's text, as a receipt for `record`, the body that was sent; undefined where
 * it is signed by `key` (the embed's) for this record of this `site`.
 */
export async function receiptFault(
  answer: string,
  record: string,
  site: string,
  key: string,
): Promise<ReceiptFault | undefined> {
  try {
    const receipt = parse(answer) as Receipt;
    const sent = parse(record) as { record_id: string };
    if (receipt.schema_version !== receipt_schema) return 'schema_version';
    if (!(await isSigned(receipt, key))) return 'signature';
    if (receipt.site !== site) return 'site';
    if (receipt.record_id !== sent.record_id) return 'record_id';
    if (receipt.record_sha256 !== (await sha256(utf8(canonical(sent))))) return 'record_sha256';
    return undefined;
  } catch {
    return 'malformed';
  }
}
