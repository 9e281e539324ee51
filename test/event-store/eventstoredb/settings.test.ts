import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidStoreSettings } from '../../../src/event-store/errors.ts';
import { readClientSettings } from '../../../src/event-store/eventstoredb/client-settings.ts';
import { openEventStoreDb } from '../../../src/event-store/eventstoredb/open.ts';
import { fromPosition, toPosition } from '../../../src/event-store/eventstoredb/position.ts';
import { temporaryDirectory } from '../temporary-store.ts';

describe('the settings of EventStoreDB', () => {
  it('take a node, with TLS and the system’s authorities unless said otherwise', async () => {
    const settings = await readClientSettings({ connectionString: 'esdb://es.example' });
    expect(settings).toMatchObject({
      discover: false,
      hosts: [{ address: 'es.example', port: 2113 }],
      nodePreference: 'leader',
      channel: {},
      credentials: undefined,
      client: { keepAliveInterval: 10_000, keepAliveTimeout: 10_000 },
    });
    const plain = await readClientSettings({ connectionString: 'esdb://127.0.0.1:99/?tls=false' });
    expect(plain).toMatchObject({ hosts: [{ address: '127.0.0.1', port: 99 }], channel: { insecure: true } });
  });

  it('take a cluster by its nodes or by a name, and the driver’s options in any case', async () => {
    const nodes = await readClientSettings({
      connectionString:
        'esdb://a:1,b:2,c:3?nodePreference=Follower&keepaliveinterval=20000&tlsVerifyCert=true',
    });
    expect(nodes).toMatchObject({ discover: false, nodePreference: 'follower', name: 'esdb://a:1,b:2,c:3' });
    expect(nodes.client).toMatchObject({ keepAliveInterval: 20_000 });
    const named = await readClientSettings({ connectionString: 'esdb+discover://es.example' });
    expect(named).toMatchObject({ discover: true, name: 'esdb+discover://es.example:2113' });
  });

  it('look a cluster up by all of several names, so that one may be away', async () => {
    const settings = await readClientSettings({ connectionString: 'esdb+discover://a,b:2' });
    expect(settings).toMatchObject({
      discover: false,
      hosts: [
        { address: 'a', port: 2113 },
        { address: 'b', port: 2 },
      ],
      name: 'esdb+discover://a:2113,b:2',
    });
  });

  it('take user and password from the string, percent-encoded, from options, and from a file', async () => {
    const connectionString = 'esdb://us%40er:p%3Aa%2Fss@h';
    expect(await readClientSettings({ connectionString })).toMatchObject({
      credentials: { username: 'us@er', password: 'p:a/ss' },
      name: 'esdb://h:2113',
    });
    const passwordFile = join(await temporaryDirectory(), 'password');
    await writeFile(passwordFile, 'from the file\n');
    expect(await readClientSettings({ connectionString: 'esdb://h', user: 'u', passwordFile })).toMatchObject(
      {
        credentials: { username: 'u', password: 'from the file' },
      },
    );
  });

  it('read the certificates that they name', async () => {
    const caFile = join(await temporaryDirectory(), 'ca.pem');
    await writeFile(caFile, 'certificate');
    const wanted = { channel: { rootCertificate: Buffer.from('certificate') } };
    expect(await readClientSettings({ connectionString: 'esdb://h', caFile })).toMatchObject(wanted);
    const inString = `esdb://h?tlsCAFile=${encodeURIComponent(caFile)}`;
    expect(await readClientSettings({ connectionString: inString })).toMatchObject(wanted);
  });

  const REFUSED: readonly (readonly [string, RegExp])[] = [
    ['http://user:secret@h', /not of the form/],
    ['esdb://', /not of the form/],
    ['esdb://user:secret@h:port', /no host/],
    ['esdb://user:secret@h:0', /no host/],
    ['esdb://usersecret@h', /user:password/],
    ['esdb://user:%secret@h', /percent-encoded/],
    ['esdb://user:secret@h?tsl=true', /"tsl" is none of/],
    ['esdb://user:secret@h?tls=yes', /tls: it is neither/],
    ['esdb://user:secret@h?tlsVerifyCert=false', /always verified/],
    ['esdb://user:secret@h?keepAliveInterval=often', /keepAliveInterval/],
    ['esdb://user:secret@h?nodePreference=best', /nodePreference/],
    ['esdb://user:secret@h?tlsCaFile=/nowhere/ca.pem', /tlsCaFile: the file cannot be read/],
    ['esdb://user:secret@h?userCertFile=/nowhere/cert.pem', /one is of no use/],
  ];
  for (const [connectionString, problem] of REFUSED) {
    it(`refuse ${connectionString}, without a word of the password`, async () => {
      const refused = openEventStoreDb({ connectionString });
      await expect(refused).rejects.toBeInstanceOf(InvalidStoreSettings);
      await expect(refused).rejects.toThrow(problem);
      await expect(refused).rejects.not.toThrow(/secret/);
    });
  }

  it('refuse a password without a user, and a user without a password', async () => {
    await expect(readClientSettings({ connectionString: 'esdb://h', password: 'p' })).rejects.toThrow(
      /the user/,
    );
    await expect(readClientSettings({ connectionString: 'esdb://h', user: 'u' })).rejects.toThrow(
      /the password/,
    );
  });
});

describe('a position in EventStoreDB', () => {
  it('sorts as its numbers do, and gives both back', () => {
    const places = [
      { commit: 9n, prepare: 7n },
      { commit: 10n, prepare: 2n },
      { commit: 10n, prepare: 10n },
      { commit: 18446744073709551615n, prepare: 0n },
    ];
    const positions = places.map(toPosition);
    expect(positions.toSorted()).toEqual(positions);
    expect(positions.map(fromPosition)).toEqual(places);
  });
});
