package io.trefoil.tck.harness.slt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.harness.slt.SltRecord.Expectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SltParserTest {
    @TempDir
    Path directory;

    @Test
    void recordsKeepTheirPlaceInTheFile() throws IOException {
        List<SltRecord> records = parse("""
            # a comment

            statement ok
            create table t (a int)

            # of the query
            query IT rowsort
            select a,
              b from t
            ----
            1 | x
            2 | y

            statement error 42P01 relation "u" .*
            select * from u
            """);
        assertThat(records).hasSize(3);
        assertThat(records.get(0)).isInstanceOfSatisfying(SltRecord.Statement.class, statement -> {
            assertThat(statement.line()).isEqualTo(3);
            assertThat(statement.expectation()).isEqualTo(new Expectation.Ok());
        });
        assertThat(records.get(1)).isInstanceOfSatisfying(SltRecord.Rows.class, rows -> {
            assertThat(rows.sql()).isEqualTo("select a,\n  b from t");
            assertThat(rows.expected()).containsExactly("1 | x", "2 | y");
            assertThat(rows.lines().head()).isEqualTo(7);
            assertThat(rows.lines().results()).isEqualTo(10);
            assertThat(rows.lines().end()).isEqualTo(13);
        });
        assertThat(records.get(2))
                .isInstanceOfSatisfying(
                        SltRecord.Statement.class,
                        statement -> assertThat(statement.expectation())
                                .isInstanceOfSatisfying(Expectation.Failure.class, failure -> {
                                    assertThat(failure.sqlState()).isEqualTo("42P01");
                                    assertThat(failure.message().orElseThrow().pattern())
                                            .isEqualTo("relation \"u\" .*");
                                }));
    }

    @Test
    void conditionsBelongToTheNextRecordOnly() throws IOException {
        List<SltRecord> records = parse("""
            skipif trefoil # says why
            statement ok
            vacuum

            onlyif memory
            statement ok
            select 1

            statement ok
            select 2
            """);
        assertThat(runsOn(records, "postgresql")).containsExactly(true, false, true);
        assertThat(runsOn(records, "memory")).containsExactly(false, true, true);
        assertThat(runsOn(records, "rocksdb")).containsExactly(false, false, true);
    }

    @Test
    void backgroundStatementsHaveNames() throws IOException {
        List<SltRecord> records = parse(
                "connection two user=max\n\nstatement async waits error 40001\nupdate t set a = 1\n\nawait waits\n");
        assertThat(records.get(0))
                .isInstanceOfSatisfying(
                        SltRecord.Connection.class,
                        connection -> assertThat(connection.user()).contains("max"));
        assertThat(records.get(1))
                .isInstanceOfSatisfying(
                        SltRecord.Statement.class,
                        statement -> assertThat(statement.async()).isEqualTo("waits"));
        assertThat(records.get(2)).isEqualTo(new SltRecord.Await(6, "waits"));
    }

    @Test
    void includedRecordsNameTheirOwnFile() throws IOException {
        Files.writeString(directory.resolve("common.inc"), "statement ok\ncreate table t (a int)\n");
        List<SltRecord> records = parse("include common.inc\n\nstatement ok\nselect 1\n");
        assertThat(records).hasSize(2);
        assertThat(((SltRecord.Statement) records.getFirst()).lines().file()).hasFileName("common.inc");
    }

    @Test
    void unknownRecordsAreNamedWithTheirLine() {
        assertThatThrownBy(() -> parse("\nselect 1\n")).hasMessageContaining(":2: unknown record: select 1");
        assertThatThrownBy(() -> parse("statement ok\n\n")).hasMessageContaining("no SQL in the record");
    }

    private List<SltRecord> parse(String text) throws IOException {
        return SltParser.parse(Files.writeString(directory.resolve("script.slt"), text));
    }

    private static List<Boolean> runsOn(List<SltRecord> records, String target) {
        return records.stream()
                .map(record -> ((SltRecord.Statement) record).condition().allows(target))
                .toList();
    }
}
