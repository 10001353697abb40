# What Python programs do: types in both directions, transactions, errors, copy, server-side cursors.
import datetime
import decimal
import io
import sys
import uuid

import psycopg2
import psycopg2.extras

host, port, user, database = sys.argv[1:5]
psycopg2.extras.register_uuid()
conn = psycopg2.connect(host=host, port=port, user=user, dbname=database, sslmode="disable")
print("server", conn.server_version // 10000, "encoding", conn.encoding, "autocommit", conn.autocommit)

cur = conn.cursor()
cur.execute(
    "create table py (id serial primary key, t text, n numeric(10,2), f float8, b bool, d date, ts timestamp,"
    " tz timestamptz, raw bytea, u uuid, a int[], i interval)"
)
row = (
    "it's", decimal.Decimal("12.50"), 1.25, True, datetime.date(2024, 2, 29), datetime.datetime(2024, 2, 29, 1, 2, 3, 400000),
    datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=datetime.timezone.utc), b"\x00\xff", uuid.UUID(int=7), [1, 2, None],
    datetime.timedelta(days=1, hours=2),
)
cur.execute(
    "insert into py (t, n, f, b, d, ts, tz, raw, u, a, i) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
    row,
)
print("id", cur.fetchone()[0], "rows", cur.rowcount)
cur.execute("set timezone = 'UTC'")
cur.execute("select t, n, f, b, d, ts, tz, raw, u, a, i from py")
back = cur.fetchone()
print([bytes(v) if isinstance(v, memoryview) else v for v in back])
cur.execute("insert into py (t) values (null)")
cur.execute("select count(*), count(t) from py")
print(cur.fetchone())
conn.commit()

cur.executemany("insert into py (t, n) values (%s, %s)", [("many" + str(i), i) for i in range(5)])
psycopg2.extras.execute_values(cur, "insert into py (t, n) values %s", [("v" + str(i), i) for i in range(5)])
cur.execute("select t, n from py where t like %s order by id", ("v%",))
print(cur.fetchall())
conn.rollback()
cur.execute("select count(*) from py")
print(cur.fetchone())

for sql in ["select nosuch from py", "selec 1", "select 1/0", "insert into py (id) values (1)", "select * from nosuch"]:
    try:
        cur.execute(sql)
    except psycopg2.Error as e:
        print(e.pgcode, type(e).__name__, e.diag.message_primary)
        conn.rollback()

cur.execute("savepoint s")
try:
    cur.execute("select 1/0")
except psycopg2.Error as e:
    cur.execute("rollback to savepoint s")
cur.execute("select 'still here'")
print(cur.fetchone())
conn.commit()

cur.copy_from(io.StringIO("c1\t1.5\nc2\t\\N\n"), "py", columns=("t", "n"))
cur.copy_expert("copy py (t, n) from stdin with csv", io.StringIO('"c,3",7\n'))
out = io.StringIO()
cur.copy_expert("copy (select t, n from py where t like 'c%' order by t) to stdout with csv header", out)
print(out.getvalue().splitlines())
conn.commit()

with conn.cursor("named") as named:
    named.itersize = 2
    named.execute("select g from generate_series(1, 5) g")
    print([r[0] for r in named])
conn.commit()

with conn.cursor(cursor_factory=psycopg2.extras.DictCursor) as d:
    d.execute("select 1 as one, 'x' as two")
    print(dict(d.fetchone()))
print("notices", [n.strip() for n in conn.notices])
cur.execute("drop table if exists nosuch")
print("notices", [n.strip() for n in conn.notices])
cur.execute("drop table py")
conn.commit()
conn.close()
