import { Command, InvalidArgumentError, Option } from 'commander';
import { type ObstacleCode, obstacleCodes } from '../../domain/disk/eligibility/obstacle.ts';
import { type DiskFilter, listDisks } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { firstOf } from '../client/pages.ts';
import { Refused } from '../errors.ts';
import { hostIdOf, storageDomainIdOf } from './find-host.ts';
import { labelFilterOf } from './label-options.ts';

/** The options that select disks of the catalogue. */
export interface DiskFilterOptions {
  readonly obstacle?: readonly ObstacleCode[];
  readonly sparsifiable?: boolean;
  readonly notSparsifiable?: boolean;
  readonly host?: string;
  readonly vm?: string;
  readonly domain?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
  readonly reclaimableAtLeast?: string;
  readonly withLabel?: readonly string[];
  readonly withDomainLabel?: readonly string[];
  readonly withHostLabel?: readonly string[];
}

/** Adds the options that select disks of the catalogue. */
export const withDiskFilters = (command: Command): Command =>
  command
    .addOption(
      new Option('--obstacle <code...>', 'only those with any of these obstacles').choices(obstacleCodes),
    )
    .addOption(
      new Option('--sparsifiable', 'only those that can be sparsified now').conflicts('notSparsifiable'),
    )
    .option('--not-sparsifiable', 'only those that cannot be sparsified now')
    .option('--host <host>', 'only those on storage of this host: its id or name')
    .option('--vm <vm>', 'only those attached to this virtual machine: its id or name')
    .option('--domain <domain>', 'only those in this storage domain: its id or name')
    .option(
      '--with-label <label...>',
      'only those with all of these labels, key or key=value; libvirt/… are those of their virtual machines',
    )
    .option('--with-domain-label <label...>', 'only those whose storage domain has all of these labels')
    .option('--with-host-label <label...>', 'only those on storage of a host that has all of these labels')
    .option('--at-least <size>', 'only those with at least this actual size, such as 20G', parseSize)
    .option('--at-most <size>', 'only those with at most this actual size', parseSize)
    .option(
      '--reclaimable-at-least <size>',
      'only those estimated to give back at least this, such as 5G',
      parseSize,
    );

/** The API's filter for the given options. @throws Refused when no host, domain or virtual machine has a given id or name. */
export async function diskFilterOf(options: DiskFilterOptions, client: GraphqlClient): Promise<DiskFilter> {
  const { obstacle, sparsifiable, notSparsifiable, host, vm, domain } = options;
  if (vm !== undefined) await assertKnownVm(vm, client);
  return {
    obstacles: obstacle,
    sparsifiable: sparsifiable ? true : notSparsifiable ? false : undefined,
    hostId: host === undefined ? undefined : await hostIdOf(host, client),
    storageDomainId: domain === undefined ? undefined : await storageDomainIdOf(domain, client),
    vm,
    actualSizeAtLeast: options.atLeast,
    actualSizeAtMost: options.atMost,
    reclaimableAtLeast: options.reclaimableAtLeast,
    labels: options.withLabel?.map(labelFilterOf),
    storageDomainLabels: options.withDomainLabel?.map(labelFilterOf),
    hostLabels: options.withHostLabel?.map(labelFilterOf),
  };
}

/** Whether any of the options was given. */
export const hasDiskFilter = (options: DiskFilterOptions): boolean =>
  withDiskFilters(new Command()).options.some((option) => option.attributeName() in options);

async function assertKnownVm(vm: string, client: GraphqlClient): Promise<void> {
  const { totalCount } = await firstOf(1, client, listDisks, { filter: { vm } });
  if (totalCount > 0) return;
  throw new Refused(
    'NOT_FOUND',
    `There is no virtual machine ${JSON.stringify(vm)} with disks: none has this id or name.`,
    'Scan the host with `winnow scan`; names are case-sensitive.',
  );
}

const units = ['', 'K', 'M', 'G', 'T', 'P'];

/** A size such as `1024`, `512M` or `1.5GiB` as the API's number of bytes; units are binary. */
export function parseSize(text: string): string {
  const parts = /^(\d+(?:\.\d+)?)\s*([KMGTP]?)(?:i?B)?$/i.exec(text.trim());
  const bytes = Number(parts?.[1]) * 1024 ** units.indexOf((parts?.[2] ?? '').toUpperCase());
  if (parts === null || !Number.isSafeInteger(Math.round(bytes))) {
    throw new InvalidArgumentError('Give a number of bytes, or one with K, M, G or T, as in 20G.');
  }
  return String(Math.round(bytes));
}
