// What node programs do with "pg": simple and parameterised queries, prepared statements, transactions, errors.
const { Client, Pool } = require('pg')

const [host, port, user, database] = process.argv.slice(2)
const options = { host, port: Number(port), user, database }

async function main() {
  const client = new Client(options)
  client.on('notice', (n) => console.log('notice', n.code, n.message))
  await client.connect()
  await client.query("set timezone = 'UTC'")
  await client.query('create table js (id serial primary key, t text, n numeric(8,2), f float8, b bool, at timestamptz, a int[], raw bytea)')
  const ins = await client.query(
    'insert into js (t, n, f, b, at, a, raw) values ($1, $2, $3, $4, $5, $6, $7) returning id, t',
    ["it's", '12.5', 1.25, true, new Date('2024-02-29T01:02:03.400Z'), [1, 2, 3], Buffer.from([0, 255])])
  console.log(ins.command, ins.rowCount, ins.rows)
  const sel = await client.query('select * from js where id = $1', [1])
  console.log(JSON.stringify(sel.rows[0]), sel.fields.map((f) => f.name + ':' + f.dataTypeID).join(' '))
  await client.query('insert into js (t) values ($1), ($2)', [null, 'second'])
  for (let i = 0; i < 3; i++) {
    const named = await client.query({ name: 'by-id', text: 'select t from js where id = $1', values: [i + 1] })
    console.log(named.rows)
  }
  console.log((await client.query({ text: 'select 1 as a, 2 as b', rowMode: 'array' })).rows)
  const several = await client.query('select 1 as a; select 2 as b; insert into js (t) values (\'x\')')
  console.log(several.map((r) => [r.command, r.rowCount]))
  for (const [sql, values] of [['selec 1'], ['select $1::int', ['x']], ['select * from nosuch'], ['insert into js (id) values (1)'], ['select 1/0']]) {
    try {
      await client.query(sql, values)
    } catch (e) {
      console.log(e.code, e.severity, e.message)
    }
  }
  await client.query('begin')
  await client.query('delete from js')
  try {
    await client.query('select nosuch')
  } catch (e) {
    try {
      await client.query('select 1')
    } catch (e2) {
      console.log(e2.code)
    }
  }
  await client.query('rollback')
  console.log((await client.query('select count(*)::int as n from js')).rows)
  await client.query('drop table if exists nosuch')
  await client.end()

  const pool = new Pool({ ...options, max: 4 })
  const sums = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => pool.query('select sum(g)::int as s from generate_series(1, $1::int) g', [i])))
  console.log(sums.map((r) => r.rows[0].s))
  await pool.query('drop table js')
  await pool.end()
}

main().catch((e) => {
  console.error(e)
  process.exit(1)
})
