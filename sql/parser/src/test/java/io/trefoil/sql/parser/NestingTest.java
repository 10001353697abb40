package io.trefoil.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SelectStatement.Values;
import io.trefoil.sql.parser.deparse.Deparser;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deep nesting ends in SQLSTATE 54001, never in a stack overflow, even on a small stack. */
final class NestingTest {
    private static final int SMALL_STACK = 512 * 1024;

    private static @Nullable Throwable onSmallStack(Runnable work) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        thrown.set(e);
                    }
                },
                "small stack",
                SMALL_STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return thrown.get();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "( ; 1 ; )",
                "f( ; 1 ; )",
                "NOT ; true ; ''",
                "-(a + ; 1 ; )",
                "(SELECT ; 1 ; )",
                "((SELECT ; 1 ; ))",
                "ARRAY[ ; 1 ; ]",
                "CASE WHEN ; true ; THEN 1 END",
                "a IN (1, ; 1 ; )",
                "a[ ; 1 ; ]",
                "EXISTS (SELECT FROM (VALUES ( ; 1 ; )) x)",
                "(SELECT FROM ((SELECT ; 1 ; ) x CROSS JOIN t))"
            })
    void deepNestingIsRefused(String open, String middle, String close) {
        String closing = close.equals("''") ? "" : close;
        for (int depth : new int[] {40, 300, 900, 5000, 100_000}) {
            String sql = "SELECT " + (open + " ").repeat(depth) + middle + (" " + closing).repeat(depth);
            Throwable thrown = onSmallStack(
                    () -> Deparser.statement(SqlParser.parse(sql).get(0).statement()));
            if (depth == 40) {
                assertThat(thrown).as("%s 40 deep", open).isNull();
            }
            if (depth >= 5000) {
                assertThat(thrown).as("%s %d deep", open, depth).isInstanceOf(SqlStateException.class);
            }
            if (thrown != null) {
                assertThat(thrown)
                        .as("%s %d deep", open, depth)
                        .isInstanceOfSatisfying(
                                SqlStateException.class,
                                e -> assertThat(e.state()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX));
            }
        }
    }

    @Test
    void endlessChainsAreRefused() {
        for (String link : new String[] {" + 1", " UNION SELECT 1", "::int", " IS NULL"}) {
            String sql = "SELECT 1" + link.repeat(6000);
            assertThat(onSmallStack(() -> SqlParser.parse(sql)))
                    .as(link)
                    .isInstanceOfSatisfying(
                            SqlStateException.class,
                            e -> assertThat(e.state()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX));
        }
    }

    @Test
    void longListsAndChainsOfOrAreNoNesting() {
        StringBuilder sql = new StringBuilder("SELECT * FROM t WHERE id = 0");
        for (int i = 1; i < 50_000; i++) {
            sql.append(" OR id = ").append(i);
        }
        assertThat(onSmallStack(() -> SqlParser.parse(sql.toString()))).isNull();
        String list = "SELECT 1 IN (" + "1, ".repeat(100_000) + "1)";
        assertThat(onSmallStack(() -> SqlParser.parse(list))).isNull();
    }

    @Test
    void aThousandRowsOfValuesKeepTheirOrder() {
        StringBuilder sql = new StringBuilder("VALUES (0)");
        for (int i = 1; i < 1000; i++) {
            sql.append(", (").append(i).append(")");
        }
        assertThat(SqlParser.parse(sql.toString()).get(0).statement())
                .isInstanceOfSatisfying(
                        SelectStatement.class,
                        query -> assertThat(query.body())
                                .isInstanceOfSatisfying(
                                        Values.class,
                                        values -> assertThat(values.rows()).hasSize(1000)));
    }
}
