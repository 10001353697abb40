package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.conformance.RetryingClient.Outcome;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.WireClient;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of {@link MixedLoadTest} do, and the books they must not break: the sum of all balances, orders that
 * have customers, counts that grow by what was acknowledged, jobs that are taken once.
 */
final class MixedLoad {
    private static final int ACCOUNTS = 60;
    private static final int BALANCE = 1000;
    private static final int CUSTOMERS = 30;
    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> NO_CUSTOMER = Set.of("23503");
    private static final String TOTAL = String.valueOf(ACCOUNTS * BALANCE);

    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger hitsUnknown = new AtomicInteger();
    private final AtomicInteger jobsAdded = new AtomicInteger();
    private final AtomicInteger jobsTaken = new AtomicInteger();
    private final AtomicInteger jobsUnknown = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    /** One kind of client: what it does in a loop. */
    interface Work {
        void run(RetryingClient client, Random random);
    }

    static void makeTables(Endpoint endpoint) {
        try (WireClient client = WireClient.connect(endpoint)) {
            for (String sql : List.of(
                    "create table account (id int primary key, branch int not null, balance int not null)",
                    "create index on account (branch) include (balance)",
                    "insert into account select g, g % 5, " + BALANCE + " from generate_series(1, " + ACCOUNTS + ") g",
                    "create table customer (id int primary key, name text unique)",
                    "insert into customer select g, 'c' || g from generate_series(1, " + CUSTOMERS + ") g",
                    "create table orders (id serial primary key, customer_id int not null references customer on"
                            + " delete cascade, amount int check (amount > 0))",
                    "create index on orders (customer_id)",
                    "create table hit (page int primary key, n int not null)",
                    "create table job (id serial primary key, taken bool default false)",
                    "create index job_open on job (id) where not taken",
                    "create table side (id serial primary key, v text)")) {
                assertThat(client.query(sql).error()).as(sql).isNull();
            }
        }
    }

    /** The kind of each client by its number. */
    Work work(int number) {
        return switch (number % 16) {
            case 0, 1, 2, 3 -> this::transfer;
            case 4 -> this::transferWithSavepoint;
            case 5 -> number < 16 ? this::transferReadCommitted : this::transferPrepared;
            case 6 -> this::scan;
            case 7 -> this::scanInBlock;
            case 8, 9 -> this::order;
            case 10 -> this::customers;
            case 11 -> this::hit;
            case 12 -> this::addJobs;
            case 13 -> this::takeJobs;
            case 14 -> number < 16 ? this::define : this::transfer;
            default -> this::side;
        };
    }

    int done() {
        return done.get();
    }

    private void count(Outcome outcome) {
        if (outcome == Outcome.COMMITTED) {
            done.incrementAndGet();
        }
    }

    private static int account(Random random) {
        // a few are hot
        return 1 + (random.nextBoolean() ? random.nextInt(4) : random.nextInt(ACCOUNTS));
    }

    private static String move(int amount, int account) {
        return "update account set balance = balance + " + amount + " where id = " + account;
    }

    private void transfer(RetryingClient client, Random random) {
        int amount = random.nextInt(20);
        count(client.transaction(
                NOTHING,
                "begin",
                "select balance from account where id = " + account(random),
                move(-amount, account(random)),
                move(amount, account(random))));
    }

    private void transferWithSavepoint(RetryingClient client, Random random) {
        int amount = random.nextInt(20);
        count(client.transaction(
                NOTHING,
                "begin",
                move(-amount, account(random)),
                "savepoint s",
                move(7, account(random)),
                "rollback to s",
                move(amount, account(random)),
                "release s"));
    }

    private void transferReadCommitted(RetryingClient client, Random random) {
        int amount = random.nextInt(20);
        count(client.transaction(
                NOTHING,
                "begin isolation level read committed",
                "update account set balance = balance - " + amount + " where id = " + account(random),
                "update account set balance = balance + " + amount + " where id = " + account(random)));
    }

    private void transferPrepared(RetryingClient client, Random random) {
        String amount = String.valueOf(random.nextInt(20));
        String sql = "update account set balance = balance + case id when $1 then -$3::int else $3::int end where id in"
                + " ($1, $2) and $1::int <> $2::int returning id, balance";
        if (client.prepared(sql, String.valueOf(account(random)), String.valueOf(account(random)), amount)) {
            done.incrementAndGet();
        }
    }

    private void scan(RetryingClient client, Random random) {
        String sql = random.nextBoolean()
                ? "select sum(balance) from account"
                : "select sum(s) from (select branch, sum(balance) s from account where branch >= 0 group by branch) b";
        requireTotal(client.statement(NOTHING, sql));
        List<@Nullable String[]> orphans = client.statement(
                NOTHING,
                "select count(*) from orders o left join customer c on c.id = o.customer_id where c.id is null");
        if (orphans != null) {
            assertThat(orphans).containsExactly(new String[] {"0"});
            done.incrementAndGet();
        }
    }

    private void requireTotal(@Nullable List<@Nullable String[]> rows) {
        if (rows != null) {
            assertThat(rows).containsExactly(new String[] {TOTAL});
            done.incrementAndGet();
        }
    }

    private void scanInBlock(RetryingClient client, Random random) {
        String level = random.nextBoolean() ? "begin read only" : "begin isolation level repeatable read";
        count(client.transaction(
                NOTHING,
                level,
                "select 1 / (sum(balance) = " + TOTAL + ")::int from account",
                "select count(*) from orders",
                "select 1 / (sum(balance) = " + TOTAL + ")::int from account where branch < 100"));
    }

    private void order(RetryingClient client, Random random) {
        int customer = 1 + random.nextInt(CUSTOMERS);
        count(client.transaction(
                NO_CUSTOMER,
                "begin",
                "insert into orders (customer_id, amount) values (" + customer + ", " + (1 + random.nextInt(50)) + ")",
                "update orders set amount = amount + 1 where customer_id = " + customer + " and amount < 10"));
    }

    private void customers(RetryingClient client, Random random) {
        int customer = 1 + random.nextInt(CUSTOMERS);
        switch (random.nextInt(3)) {
            case 0 -> count(client.transaction(NOTHING, "begin", "delete from customer where id = " + customer));
            case 1 ->
                count(client.transaction(
                        NOTHING, "begin", "update customer set name = name || '.' where id = " + customer));
            default -> {
                client.statement(
                        NOTHING,
                        "insert into customer select g, 'c' || g from generate_series(1, " + CUSTOMERS
                                + ") g on conflict do nothing");
                client.statement(NOTHING, "delete from orders where id % 3 = 0");
            }
        }
    }

    private void hit(RetryingClient client, Random random) {
        Outcome outcome = client.transaction(
                NOTHING,
                "begin",
                "insert into hit values (" + random.nextInt(5)
                        + ", 1) on conflict (page) do update set n = hit.n + excluded.n");
        count(outcome);
        (outcome == Outcome.UNKNOWN ? hitsUnknown : hits).incrementAndGet();
    }

    private void addJobs(RetryingClient client, Random random) {
        int jobs = 1 + random.nextInt(20);
        Outcome outcome = client.transaction(
                NOTHING, "begin", "insert into job (taken) select false from generate_series(1, " + jobs + ")");
        count(outcome);
        (outcome == Outcome.UNKNOWN ? jobsUnknown : jobsAdded).addAndGet(jobs);
    }

    private void takeJobs(RetryingClient client, Random random) {
        int jobs = 1 + random.nextInt(8);
        List<@Nullable String[]> taken = client.statement(
                NOTHING,
                "with d as (delete from job where id in (select id from job where not taken order by id for update skip"
                        + " locked limit " + jobs + ") returning id) select count(*) from d");
        if (taken == null) {
            jobsUnknown.addAndGet(jobs);
        } else {
            jobsTaken.addAndGet(Integer.parseInt(String.valueOf(taken.getFirst()[0])));
            done.incrementAndGet();
        }
    }

    private void define(RetryingClient client, Random random) {
        String sql = switch (random.nextInt(20)) {
            case 0 -> "create index if not exists account_balance on account (balance, id)";
            case 1 -> "drop index if exists account_balance";
            case 2 -> "create index if not exists orders_amount on orders (amount) where amount > 5";
            case 3 -> "drop index if exists orders_amount";
            case 4 -> "alter table account add column if not exists note text default 'n'";
            case 5 -> "alter table account drop column if exists note";
            case 6 -> "alter table orders add column if not exists extra int not null default 3";
            case 7 -> "alter table orders drop column if exists extra";
            case 8 -> "alter table account alter column balance type bigint";
            case 9 -> "alter table account alter column balance type int";
            case 10 -> "alter table orders drop constraint if exists orders_sane";
            case 11 -> "alter table orders add constraint orders_sane check (amount < 100000)";
            case 12 -> "drop table if exists copied";
            case 13 -> "create table if not exists copied as select * from account";
            case 14 -> "analyze account";
            case 15 -> "create unique index if not exists customer_key on customer (id, name)";
            case 16 -> "drop index if exists customer_key";
            case 17 -> "alter table account rename column branch to branch_";
            case 18 -> "vacuum side";
            default -> {
                client.statement(NOTHING, "drop index if exists account_again");
                yield "create index concurrently account_again on account (branch, balance)";
            }
        };
        if (sql.endsWith("branch_")) {
            sql = "begin; " + sql + "; alter table account rename branch_ to branch; commit";
        }
        if (client.statement(Set.of("42P07", "42710"), sql) != null) {
            done.incrementAndGet();
        }
    }

    private void side(RetryingClient client, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> client.statement(NOTHING, "truncate side");
            case 1 ->
                count(client.transaction(
                        NOTHING, "begin", "truncate side restart identity", "insert into side (v) values ('first')"));
            case 2 -> client.statement(NOTHING, "create index if not exists side_v on side (v)");
            case 3 -> client.statement(NOTHING, "drop index if exists side_v");
            default ->
                count(client.transaction(
                        Set.of("23505"), "begin", "insert into side (v) select g from generate_series(1, 30) g"));
        }
    }

    /** The books at the end, when everybody has left. */
    void check(Endpoint endpoint) {
        try (WireClient client = WireClient.connect(endpoint)) {
            assertThat(value(client, "select sum(balance) from account")).isEqualTo(Integer.parseInt(TOTAL));
            assertThat(value(client, "select count(*) from orders where customer_id not in (select id from customer)"))
                    .isZero();
            assertThat(value(client, "select coalesce(sum(n), 0) from hit"))
                    .isBetween(hits.get(), hits.get() + hitsUnknown.get());
            int left = jobsAdded.get() - jobsTaken.get();
            assertThat(value(client, "select count(*) from job"))
                    .isBetween(left - jobsUnknown.get(), left + jobsUnknown.get());
        }
    }

    private static int value(WireClient client, String sql) {
        var result = client.query(sql);
        assertThat(result.error()).as(sql).isNull();
        return Integer.parseInt(String.valueOf(result.last().rows().getFirst()[0]));
    }
}
