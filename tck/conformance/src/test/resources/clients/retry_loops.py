# The loops by which programs repeat transactions, while the server makes statements and commits fail on purpose.
import sys

import psycopg2
import psycopg2.errors

host, port, user, database = sys.argv[1:5]
conn = psycopg2.connect(host=host, port=port, user=user, dbname=database, sslmode="disable")
cur = conn.cursor()
cur.execute("create table accounts (id int primary key, balance int)")
cur.execute("insert into accounts values (1, 1000), (2, 1000)")
conn.commit()

conn.autocommit = True
cur.execute("select count(*) from pg_settings where name like 'inject_retry_errors%'")
injecting = cur.fetchone()[0] == 2
if injecting:
    cur.execute("set inject_retry_errors_enabled = on")
conn.autocommit = False

repeated = 0


def transfer(amount):
    cur.execute("select balance from accounts where id = 1")
    balance = cur.fetchone()[0]
    cur.execute("update accounts set balance = %s where id = 1", (balance - amount,))
    cur.execute("update accounts set balance = balance + %s where id = 2", (amount,))


def with_savepoint(amount):
    """CockroachDB's protocol."""
    global repeated
    cur.execute("savepoint cockroach_restart")
    while True:
        try:
            transfer(amount)
            cur.execute("release savepoint cockroach_restart")
            break
        except psycopg2.errors.SerializationFailure as e:
            assert e.pgerror.startswith("ERROR:  restart transaction"), e.pgerror
            repeated += 1
            cur.execute("rollback to savepoint cockroach_restart")
            cur.execute("savepoint cockroach_restart")
    conn.commit()


def with_begin(amount):
    """The whole transaction again."""
    global repeated
    while True:
        try:
            transfer(amount)
            conn.commit()
            break
        except psycopg2.errors.SerializationFailure:
            repeated += 1
            conn.rollback()


def with_inner_savepoint(amount):
    """A part of the transaction again, the whole when that does not help."""
    global repeated
    while True:
        try:
            cur.execute("select count(*) from accounts")
            cur.execute("savepoint part")
            try:
                transfer(amount)
            except psycopg2.errors.SerializationFailure:
                repeated += 1
                cur.execute("rollback to part")
                transfer(amount)
            conn.commit()
            break
        except psycopg2.errors.SerializationFailure:
            repeated += 1
            conn.rollback()


for loop in (with_savepoint, with_begin, with_inner_savepoint):
    for every in (1, 2, 3, 4, 5):
        if injecting:
            cur.execute("set inject_retry_errors_every = %s", (every,))
            conn.commit()
        for i in range(5):
            loop(1)
    conn.autocommit = True
    cur.execute("select id, balance from accounts order by id")
    print(loop.__name__, cur.fetchall())
    conn.autocommit = False

print("repeated when asked to:", (repeated > 20) == injecting)
