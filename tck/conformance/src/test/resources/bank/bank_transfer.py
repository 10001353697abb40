# Second program of the bank tutorial: move money in a transaction that is tried again for as long as the server asks.
import sys

import psycopg2
import psycopg2.errorcodes

host, port, user, database = sys.argv[1:5]
times = int(sys.argv[5]) if len(sys.argv) > 5 else 1
source, target = (int(a) for a in sys.argv[6:8]) if len(sys.argv) > 7 else (1, 2)
amount = int(sys.argv[8]) if len(sys.argv) > 8 else 100
conn = psycopg2.connect(database=database, user=user, host=host, port=port, sslmode="disable")
retries = 0


def one_statement(conn, sql):
    with conn.cursor() as cur:
        cur.execute(sql)


def run_transaction(conn, operation):
    global retries
    with conn:
        one_statement(conn, "SAVEPOINT cockroach_restart")
        while True:
            try:
                operation(conn)
                one_statement(conn, "RELEASE SAVEPOINT cockroach_restart")
                break
            except psycopg2.OperationalError as e:
                if e.pgcode != psycopg2.errorcodes.SERIALIZATION_FAILURE:
                    raise
                retries += 1
                one_statement(conn, "ROLLBACK TO SAVEPOINT cockroach_restart")


def transfer(conn, source, target, amount):
    with conn.cursor() as cur:
        cur.execute("SELECT balance FROM accounts WHERE id = " + str(source))
        if cur.fetchone()[0] < amount:
            raise RuntimeError("insufficient funds")
        cur.execute("UPDATE accounts SET balance = balance - %s WHERE id = %s", (amount, source))
        cur.execute("UPDATE accounts SET balance = balance + %s WHERE id = %s", (amount, target))


for _ in range(times):
    run_transaction(conn, lambda conn: transfer(conn, source, target, amount))

if times == 1:
    with conn:
        with conn.cursor() as cur:
            cur.execute("SELECT id, balance FROM accounts")
            print("Balances after transfer:")
            for row in cur.fetchall():
                print([str(cell) for cell in row])
else:
    print(times, "transfers", file=sys.stdout)
    print(retries, "retries", file=sys.stderr)
conn.close()
