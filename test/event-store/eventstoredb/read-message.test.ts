import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { describe, expect, it } from 'vitest';
import { toPosition } from '../../../src/event-store/eventstoredb/position.ts';
import { type StoredEvent, toReadMessage } from '../../../src/event-store/eventstoredb/read-message.ts';
import { toCaughtUp, toConfirmation, toStreamNotFound } from '../../support/eventstoredb-double/messages.ts';
import { randomFrom } from '../random.ts';

const { ReadResp } = streams;
const LARGEST = '18446744073709551615';

/** An event, with its positions in decimal digits. */
type Sent = Omit<StoredEvent, 'position'> & { readonly commit: string; readonly prepare: string };

const event: Sent = {
  id: '01a2054e-e023-752c-bd63-6bd2fecbf946',
  type: 'DiskRegistered',
  stream: 'winnow-disk-disk_1',
  revision: 3,
  commit: '733',
  prepare: '700',
  data: '{"name":"vm-1"}',
  metadata: '{"schemaVersion":1}',
};

/** The event as the driver's generated classes put it into wire form, with all else that a server may say of it. */
function onTheWire(sent: Sent): Buffer {
  const id = new shared.UUID();
  id.setString(sent.id);
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(sent.stream));
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(id);
  recorded.setStreamIdentifier(identifier);
  recorded.setStreamRevision(String(sent.revision));
  recorded.setCommitPosition(sent.commit);
  recorded.setPreparePosition(sent.prepare);
  recorded
    .getMetadataMap()
    .set('created', '16000000000000000')
    .set('type', sent.type)
    .set('content-type', 'x');
  recorded.setData(Buffer.from(sent.data));
  recorded.setCustomMetadata(Buffer.from(sent.metadata));
  const read = new ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setLink(recorded);
  read.setCommitPosition('1');
  const message = new ReadResp();
  message.setEvent(read);
  return Buffer.from(message.serializeBinary());
}

const received = ({ commit, prepare, ...rest }: Sent) => ({
  kind: 'EVENT',
  event: { ...rest, position: toPosition(commit, prepare) },
});

/** A field that no version of the protocol has, of a wire type with this many bytes after its tag. */
const unknownField = (wireType: number, ...value: number[]): Buffer =>
  Buffer.from([((2_000 << 3) & 127) | wireType | 128, (2_000 << 3) >> 7, ...value]);

describe('a message of a read', () => {
  it('gives an event with all that was recorded', () => {
    expect(toReadMessage(onTheWire(event))).toEqual(received(event));
  });

  it('gives the texts of any language, and of any length', () => {
    const sent = {
      ...event,
      type: 'Ünïcode',
      stream: 'winnow-disk-円盤',
      data: JSON.stringify('💽'.repeat(70_000)),
    };
    expect(toReadMessage(onTheWire(sent))).toEqual(received(sent));
  });

  it('gives what was left out as empty, and numbers as 0', () => {
    const nothing = {
      id: '',
      type: '',
      stream: '',
      revision: 0,
      commit: '0',
      prepare: '0',
      data: '',
      metadata: '',
    };
    expect(toReadMessage(onTheWire(nothing))).toEqual(received(nothing));
  });

  it.each(['0', '127', '128', '9007199254740991', '9007199254740992', '9007199254740993', LARGEST])(
    'gives the position %s exactly',
    (position) => {
      const sent = { ...event, commit: position, prepare: position };
      expect(toReadMessage(onTheWire(sent))).toEqual(received(sent));
    },
  );

  it('gives any event as it was sent', () => {
    const random = randomFrom(20_261_122);
    const text = (): string =>
      Array.from({ length: random() * 300 }, () => String.fromCharCode(32 + random() * 0xd000)).join('');
    for (let count = 0; count < 200; count += 1) {
      const position = String(BigInt(Math.floor(random() * 2 ** 53)) * BigInt(Math.floor(random() * 2048)));
      const revision = Math.floor(2 ** (random() * 53));
      const sent = { id: text(), type: text(), stream: text(), data: text(), metadata: text(), revision };
      const placed = { ...sent, commit: position, prepare: String(revision) };
      expect(toReadMessage(onTheWire(placed))).toEqual(received(placed));
    }
  });

  it('gives a checkpoint', () => {
    const checkpoint = new ReadResp.Checkpoint();
    checkpoint.setCommitPosition(LARGEST);
    checkpoint.setPreparePosition('9');
    const message = new ReadResp();
    message.setCheckpoint(checkpoint);
    expect(toReadMessage(Buffer.from(message.serializeBinary()))).toEqual({
      kind: 'CHECKPOINT',
      position: toPosition(LARGEST, '9'),
    });
  });

  it('tells that the reader caught up, and of nothing else', () => {
    const kindOf = (message: InstanceType<typeof ReadResp>): string =>
      toReadMessage(Buffer.from(message.serializeBinary())).kind;
    expect(kindOf(toCaughtUp())).toBe('CAUGHT_UP');
    expect(kindOf(toConfirmation())).toBe('OTHER');
    expect(kindOf(toStreamNotFound('winnow-disk-1'))).toBe('OTHER');
    expect(kindOf(new ReadResp())).toBe('OTHER');
  });

  it('passes over fields that it does not know, of every wire type', () => {
    const unknown = Buffer.concat([
      unknownField(0, 255, 255, 1),
      unknownField(1, 1, 2, 3, 4, 5, 6, 7, 8),
      unknownField(2, 2, 9, 9),
      unknownField(5, 1, 2, 3, 4),
    ]);
    expect(toReadMessage(Buffer.concat([unknown, onTheWire(event), unknown]))).toEqual(received(event));
  });

  it('is refused when it ends too early, wherever that is, or has a wire type that there is not', () => {
    const whole = onTheWire(event);
    for (let length = 1; length < whole.length; length += 1) {
      expect(() => toReadMessage(whole.subarray(0, length))).toThrow(RangeError);
    }
    expect(() => toReadMessage(unknownField(7))).toThrow(RangeError);
  });
});
