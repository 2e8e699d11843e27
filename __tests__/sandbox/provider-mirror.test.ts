import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type ProviderMirror, providerMirror, type ProviderMirrorOptions } from '../../sandbox/provider-mirror';

const aws = 'registry.terraform.io/hashicorp/aws';
const random = 'registry.terraform.io/hashicorp/random';
const datadog = 'registry.terraform.io/DataDog/datadog';

let root: string;
let home: string;
let workDirectory: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'mirror-'));
  home = folder('home/ann');
  workDirectory = folder('work');
});

/** Makes a folder under the root, with plugins in it. */
function folder(name: string, ...plugins: string[]): string {
  for (const part of ['', ...plugins]) mkdirSync(path.join(root, name, part), { recursive: true });
  return path.join(root, name);
}

function file(name: string, content: string): string {
  writeFileSync(path.join(root, name), content);
  return path.join(root, name);
}

const find = (part: Partial<ProviderMirrorOptions> = {}): ProviderMirror =>
  providerMirror({
    workDirectory,
    root,
    registryAnswers: async () => false,
    ...part,
    environment: { HOME: home, ...part.environment },
  });

/** Folders that the written configuration installs from. */
const configured = (): string[] =>
  [
    ...readFileSync(path.join(workDirectory, 'terraform.rc'), 'utf8').matchAll(
      /filesystem_mirror \{\s+path\s+= "(.*)"/g,
    ),
  ].map(([, mirror]) => mirror!);

const installsFrom = (mirror: string): string =>
  `provider_installation {\n  filesystem_mirror {\n    include = ["*/*/*"]\n    path    = "${mirror}"\n  }\n  direct {}\n}\n`;

describe('without any mirror', () => {
  test('Terraform is left alone', () => {
    folder('opt/other/registry.example.com');
    const mirror = find();
    expect(mirror.environment).toEqual({});
    expect(readdirSync(workDirectory)).toEqual([]);
  });

  test('plugins come from the registry, if it answers', async () => {
    expect(await find().available(['hashicorp/aws'])).toEqual([]);
    expect(await find({ registryAnswers: async () => true }).available(['hashicorp/aws'])).toEqual(['hashicorp/aws']);
  });
});

describe('the registry', () => {
  const answer = (reply: Promise<unknown>) => jest.spyOn(globalThis, 'fetch').mockReturnValue(reply as never);
  afterEach(() => jest.restoreAllMocks());

  test.each([
    ['answers', Promise.resolve({ ok: true }), ['hashicorp/aws']],
    ['answers with an error', Promise.resolve({ ok: false }), []],
  ])('%s when it is asked by default', async (_, reply, expected) => {
    const asked = answer(reply);
    expect(await find({ registryAnswers: undefined }).available(['hashicorp/aws'])).toEqual(expected);
    expect(asked).toHaveBeenCalledWith(
      'https://registry.terraform.io/.well-known/terraform.json',
      expect.objectContaining({ signal: expect.any(AbortSignal) }),
    );
  });

  test('that cannot be reached is no error', async () => {
    answer(Promise.reject(new Error('no network')));
    expect(await find({ registryAnswers: undefined }).available(['hashicorp/aws'])).toEqual([]);
  });

  test('is not asked for what a local mirror holds', async () => {
    folder('opt/plugins', aws);
    const registryAnswers = jest.fn(async () => false);
    expect(await find({ registryAnswers }).available(['hashicorp/aws'])).toEqual(['hashicorp/aws']);
    expect(registryAnswers).not.toHaveBeenCalled();
  });
});

describe('a mirror that Terraform would not find', () => {
  test.each(['opt', 'srv', 'usr/local/share', 'usr/share'])('is found in /%s', (parent) => {
    const plugins = folder(`${parent}/plugins`, aws);
    folder(`${parent}/another`);
    find();
    expect(configured()).toEqual([plugins]);
  });

  test('may be a link', () => {
    folder('opt');
    symlinkSync(folder('disk', aws), path.join(root, 'opt', 'plugins'));
    find();
    expect(configured()).toEqual([path.join(root, 'opt', 'plugins')]);
  });

  test('is where Terraform gets what it holds, and nothing else', () => {
    const plugins = folder('opt/plugins', aws, random, datadog);
    const configuration = path.join(workDirectory, 'terraform.rc');
    expect(find().environment).toEqual({ TF_CLI_CONFIG_FILE: configuration });
    const [, mirrored, direct] = /filesystem_mirror \{\n([^}]*)\}\n\s*direct \{\n([^}]*)\}/.exec(
      readFileSync(configuration, 'utf8'),
    )!;
    expect(mirrored!.trim()).toBe(`path    = "${plugins}"`);
    const [, excluded] = /^\s*exclude = (\[.*\])\s*$/.exec(direct!)!;
    expect(JSON.parse(excluded!).sort()).toEqual([datadog, aws, random]);
  });

  test('is named beside all others, for a configuration switches off those that Terraform finds by itself', async () => {
    const own = folder('home/ann/.terraform.d/plugins', aws);
    const [first, second] = [folder('opt/one', random), folder('opt/two', datadog)];
    expect(await find().available(['hashicorp/aws', 'hashicorp/random', 'DataDog/datadog'])).toHaveLength(3);
    expect(configured()).toEqual([own, first, second]);
  });

  test('makes only what it holds available, while the registry does not answer', async () => {
    folder('opt/plugins', aws, datadog);
    const sources = ['hashicorp/aws', 'hashicorp/random', 'DataDog/datadog', 'DataDog/aws'];
    expect(await find().available(sources)).toEqual(['hashicorp/aws', 'DataDog/datadog']);
    expect(await find({ registryAnswers: async () => true }).available(sources)).toEqual(sources);
  });

  test.each(['aws', 'hashicorp/aws', aws])('holds %s, however it is written', async (source) => {
    folder('opt/plugins', aws);
    expect(await find().available([source])).toEqual([source]);
  });
});

test.each([
  'home/ann/.terraform.d/plugins',
  'home/ann/.local/share/terraform/plugins',
  'usr/local/share/terraform/plugins',
  'usr/share/terraform/plugins',
])('%s is a mirror that Terraform finds by itself', async (name) => {
  folder(name, aws);
  const mirror = find();
  expect(await mirror.available(['hashicorp/aws', 'hashicorp/random'])).toEqual(['hashicorp/aws']);
  expect(mirror.environment).toEqual({});
  expect(readdirSync(workDirectory)).toEqual([]);
});

describe('a CLI configuration that exists', () => {
  test('in the home folder is respected, and its mirror searched', async () => {
    folder('opt/plugins', random);
    file('home/ann/.terraformrc', installsFrom(folder('data/mirror', aws)));
    const mirror = find();
    expect(mirror.environment).toEqual({});
    expect(await mirror.available(['hashicorp/aws', 'hashicorp/random'])).toEqual(['hashicorp/aws']);
    expect(readdirSync(workDirectory)).toEqual([]);
  });

  test('and is named precedes the one in the home folder', async () => {
    file('home/ann/.terraformrc', installsFrom(folder('data/unused', random)));
    const named = file('named.rc', installsFrom(folder('data/mirror', aws)));
    const mirror = find({ environment: { TF_CLI_CONFIG_FILE: named } });
    expect(mirror.environment).toEqual({});
    expect(await mirror.available(['hashicorp/aws', 'hashicorp/random'])).toEqual(['hashicorp/aws']);
  });

  test('may name several mirrors, or none', async () => {
    const [first, second] = [folder('data/one', aws), folder('data/two', random)];
    file('home/ann/.terraformrc', installsFrom(first) + installsFrom(second));
    expect(await find().available(['hashicorp/aws', 'hashicorp/random'])).toHaveLength(2);
    file('home/ann/.terraformrc', 'disable_checkpoint = true\n');
    expect(await find().available(['hashicorp/aws'])).toEqual([]);
  });
});

test('a CLI configuration that says how to install switches off the folders that Terraform finds by itself', async () => {
  folder('home/ann/.terraform.d/plugins', random);
  file('home/ann/.terraformrc', installsFrom(folder('data/mirror', aws)));
  expect(await find().available(['hashicorp/aws', 'hashicorp/random'])).toEqual(['hashicorp/aws']);
});

describe('a named CLI configuration that does not exist', () => {
  const environment = { TF_CLI_CONFIG_FILE: '/nowhere/terraform.rc' };

  test('is unset, because every Terraform command would warn of it', () => {
    expect(find({ environment }).environment).toEqual({ TF_CLI_CONFIG_FILE: '' });
  });

  test('gives way to the one in the home folder', async () => {
    file('home/ann/.terraformrc', installsFrom(folder('data/mirror', aws)));
    const mirror = find({ environment });
    expect(mirror.environment).toEqual({ TF_CLI_CONFIG_FILE: '' });
    expect(await mirror.available(['hashicorp/aws'])).toEqual(['hashicorp/aws']);
  });

  test('gives way to one for a mirror that is found', () => {
    const plugins = folder('opt/plugins', aws);
    const mirror = find({ environment });
    expect(configured()).toEqual([plugins]);
    expect(mirror.environment).toEqual({ TF_CLI_CONFIG_FILE: path.join(workDirectory, 'terraform.rc') });
  });
});
