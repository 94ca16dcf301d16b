// One step of the Maven build: `node scripts/maven-step.mjs build|test|e2e`.
// `npm ci` and the build run only when what they read has changed; tests always run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = 'target/classes/META-INF/resources/console';
const buildInputs = [
    'package-lock.json',
    'package.json',
    'index.html',
    'tsconfig.json',
    'vite.config.ts',
    'src',
    'public',
    'fake',
];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
    fail(
        `Node ${process.versions.node} is too old: the console needs 20.19 or newer (see https://nodejs.org/en/download)`,
    );
}

const step = process.argv[2];
if (step === 'build') build();
else if (step === 'test') test();
else if (step === 'e2e') browserTest();
else fail(`unknown step ${step ?? '(none)'}: use build, test or e2e`);

function build() {
    install();
    whenChanged('target/console-build.sha256', buildInputs, join(output, 'index.html'), () =>
        npm('run', 'build'),
    );
}

function test() {
    install();
    npm('test');
}

function browserTest() {
    build();
    npm('run', 'e2e');
}

function install() {
    whenChanged(
        'node_modules/.mooring-lock.sha256',
        ['package-lock.json'],
        'node_modules/.package-lock.json',
        () => npm('ci', '--no-audit', '--no-fund', '--prefer-offline'),
    );
}

/** Runs the work unless the stamp holds the hash of the same inputs and the product still exists. */
function whenChanged(stamp, inputs, product, work) {
    const hash = hashOf(inputs);
    const stampFile = join(home, stamp);
    const unchanged =
        existsSync(join(home, product)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
    if (unchanged) return;
    work();
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, hash);
}

function hashOf(inputs) {
    const hash = createHash('sha256').update(process.versions.node);
    for (const file of inputs.flatMap(filesIn))
        hash.update(file)
            .update('\0')
            .update(readFileSync(join(home, file)));
    return hash.digest('hex');
}

function filesIn(path) {
    if (!statSync(join(home, path)).isDirectory()) return [path];
    return readdirSync(join(home, path))
        .sort()
        .flatMap((name) => filesIn(join(path, name)));
}

/** What npm says is told in full when it fails, also in a quiet Maven, which shows only the error stream. */
function npm(...args) {
    console.log(`console: npm ${args.join(' ')}`);
    const env = { ...process.env, CI: 'true', NO_COLOR: '1' };
    const result = spawnSync('npm', args, { cwd: home, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    if (result.error) fail(`npm cannot be run (${result.error.message}): install Node 20 with npm`);
    const said = result.stdout + result.stderr;
    if (result.status === 0) return console.log(said);
    console.error(said);
    fail(`npm ${args.join(' ')} failed with exit code ${result.status}`);
}

function fail(words) {
    console.error(`console: ${words}`);
    process.exit(1);
}
