// The consent record as its subject reads it: the fields of ISO/IEC TS 27560 (by way of the W3C's guide for its Data
// Privacy Vocabulary), in words, with the record as it was sent and the collector's receipt beside them: what
// `assent verify` takes.

import type { AllSymbols } from '../../effects';
import { saveFile } from '../../file';
import { parse } from '../../plain';
import { splitReceipt } from '../../receipts';

interface Sent {
  record_id: string;
  privacy_notice: string;
  pack: string;
  language: string;
  regime: string;
  jurisdiction: string;
  gpc: boolean;
  act: string;
  layer: string;
  time: string;
  given: string;
  validity_s: number;
  purposes: { purpose: string; lawful_basis: string; state: string; separate: boolean }[];
}

/** The record that `text` is or starts with, with what the pack's sentences say about it. Throws SyntaxError. */
export function describeRecord(text: string, { controller, purposes, texts }: AllSymbols): object {
  const [body, receipt] = splitReceipt(text);
  const sent = parse(body) as Sent;
  const processing = sent.purposes.map(({ purpose: id, lawful_basis, state, separate }) => {
    const symbol = purposes.find((each) => each.id === id);
    return {
      purpose: id,
      purpose_title: symbol?.title,
      purpose_description: symbol?.explain,
      lawful_basis,
      consent_state: state,
      explicit: separate,
      pii_information: symbol?.data.map((title) => ({ pii_type: title })),
      pii_controllers: [controller.name],
      recipient_third_parties: symbol && [...symbol.recipients, ...symbol.services],
      retention_period: symbol && `P${symbol.retention_days}D`,
      storage_locations: ['the browser of the person', controller.name],
      jurisdiction: sent.jurisdiction,
      withdrawal_method: texts.reopen,
    };
  });
  return {
    header: { schema_version: 'ISO/IEC TS 27560', record_id: sent.record_id },
    pii_processing: {
      privacy_notice: new URL(controller.notice, location.href).href,
      privacy_notice_sha256: sent.privacy_notice,
      policy_sha256: sent.pack,
      language: sent.language,
      regime: sent.regime,
      purposes: processing,
    },
    party_identification: [
      {
        party_name: controller.name,
        party_contact: controller.contact,
        party_address: controller.address,
        party_type: 'pii_controller',
      },
    ],
    event: {
      event_time: sent.time,
      given_time: sent.given,
      validity_duration: `PT${sent.validity_s}S`,
      event_type: sent.act,
      layer: sent.layer,
      global_privacy_control: sent.gpc,
    },
    as_sent: body,
    receipt: receipt ? parse(receipt) : null,
  };
}

/** Hands the described record to the visitor as a file. */
export const saveRecord = (record: string, symbols: AllSymbols): void =>
  saveFile(JSON.stringify(describeRecord(record, symbols), null, 2), 'consent-record.json');
