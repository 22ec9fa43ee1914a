// The three works of sync, by PouchDB and its server, beside what Cairn took for them in the same run:
// `node works.js FIGURES`, the file with the lines that sync_bench has printed.
//
// The peer has it easier: it speaks without TLS, and its LevelDB does not wait for the disk before it answers.
'use strict';

const {spawn} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const PouchDB = require('pouchdb');

const page = 1000; // rows at once, as Cairn pulls them
const dayOf = (number) => new Date(number * 86400000).toISOString().slice(0, 10);

/** Logs as both ends of Cairn know them: one for each habit and day. */
function logs(habits, days) {
  const made = [];
  for (let i = 0; i < days; ++i)
    for (let habit = 1; habit <= habits; ++habit) made.push(log(habit, 20088 - days + 1 + i));
  return made;
}

function log(habit, day) {
  const id = '0190a0a0-0000-7000-8000-' + String(habit).padStart(12, '0');
  return {_id: id + '/' + dayOf(day), kind: 'habit_log', mark: {amount: null, mark: 'done'}, note: ''};
}

async function put(database, rows) {
  for (let at = 0; at < rows.length; at += page) {
    const results = await database.bulkDocs(rows.slice(at, at + page));
    if (results.some((result) => result.error)) throw new Error('a document was refused');
  }
}

const milliseconds = async (work) => {
  const begin = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begin) / 1e6;
};

const at = (values, part) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)];

/** Prints a line in the columns of sync_bench. */
function report(figures, what, taken) {
  const ours = figures.split('\n').find((line) => line.startsWith(what) && line.includes(' Cairn '));
  const cairn = ours ? Number(ours.match(/ Cairn +([0-9.]+)/)[1]) : NaN;
  console.log(what.padEnd(44) + ' Cairn ' + cairn.toFixed(2).padStart(9) + ' ms    ' + 'PouchDB'.padEnd(26) + ' ' +
              taken.toFixed(2).padStart(9) + ' ms    ratio ' + (cairn / taken).toFixed(2).padStart(5));
}

async function freshDevice(Local, url) {
  const rows = logs(40, 2500);
  await put(new PouchDB(url + '/fresh'), rows);
  return milliseconds(async () => {
    const result = await new Local('fresh').replicate.from(url + '/fresh', {batch_size: page});
    if (result.docs_written !== rows.length) throw new Error('documents are missing');
  });
}

async function offlinePush(Local, url) {
  const local = new Local('offline');
  const rows = logs(40, 250);
  await put(local, rows);
  const remote = new PouchDB(url + '/offline');
  await remote.info(); // makes it
  return milliseconds(async () => {
    const result = await local.replicate.to(remote, {batch_size: page});
    if (result.docs_written !== rows.length) throw new Error('documents are missing');
  });
}

async function fromAToB(Local, url, count) {
  const writer = new Local('writer');
  const listener = new Local('listener');
  const remote = url + '/live';
  await new PouchDB(remote).info();
  const running = [writer.replicate.to(remote, {live: true}), listener.replicate.from(remote, {live: true})];
  let arrived = null;
  const watching = listener.changes({live: true, since: 'now'}).on('change', () => arrived && arrived());
  const taken = [];
  for (let i = 0; i < count; ++i) {
    taken.push(await milliseconds(() => new Promise((resolve, reject) => {
      arrived = resolve;
      writer.put(log(1 + i % 40, 18000 + Math.floor(i / 40))).catch(reject);
    })));
  }
  watching.cancel();
  running.forEach((one) => one.cancel());
  await Promise.all(running);
  return taken;
}

function started(folder) {
  const server = spawn(process.execPath, [path.join(__dirname, 'server.js'), folder], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    server.stdout.once('data', (line) => resolve([server, 'http://127.0.0.1:' + Number(line)]));
    server.once('exit', () => reject(new Error('the server has ended')));
  });
}

async function main() {
  const figures = fs.readFileSync(process.argv[2], 'utf8');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cairn-bench-peer-'));
  fs.mkdirSync(path.join(folder, 'server'));
  const Local = PouchDB.defaults({prefix: folder + path.sep});
  const [server, url] = await started(path.join(folder, 'server'));
  try {
    report(figures, '100,000 logs to a fresh device', await freshDevice(Local, url));
    report(figures, '10,000 offline logs pushed', await offlinePush(Local, url));
    const taken = await fromAToB(Local, url, 500);
    report(figures, 'one log from A to B, p50 of 500', at(taken, 0.5));
    report(figures, 'one log from A to B, p99 of 500', at(taken, 0.99));
  } finally {
    server.removeAllListeners('exit');
    server.kill();
    await new Promise((resolve) => server.once('close', resolve));
    fs.rmSync(folder, {recursive: true, force: true});
  }
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
