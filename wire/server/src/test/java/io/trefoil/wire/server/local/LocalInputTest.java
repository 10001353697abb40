package io.trefoil.wire.server.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts run apart: none may be missed, and few others. */
class LocalInputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN",
                "copy t to stdout",
                "/* x */ Copy\tt (a, b)\nfrom StdIn with (format csv)",
                "SELECT 1;COPY(SELECT 1)TO STDOUT;",
                "BEGIN; COPY t FROM stdin"
            })
    void copyWithTheClientRunsApart(String sql) {
        assertThat(LocalInput.mayCopy(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT copy_count FROM photocopy WHERE stdin = 1",
                "SELECT 'a copy' FROM t",
                "COPY t FROM '/tmp/stdin_data'",
                "INSERT INTO t VALUES (1)"
            })
    void othersDoNot(String sql) {
        assertThat(LocalInput.mayCopy(sql)).isFalse();
    }
}
