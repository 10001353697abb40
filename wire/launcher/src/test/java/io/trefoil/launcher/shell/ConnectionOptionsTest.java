package io.trefoil.launcher.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConnectionOptionsTest {
    @Test
    void libpqUrlBecomesJdbcUrlAndLogin() {
        Properties properties = new Properties();
        assertThat(ConnectionOptions.jdbcUrl(
                        "postgresql://max:p%40ss@db.example:5000/bank?sslmode=require", properties))
                .isEqualTo("jdbc:postgresql://db.example:5000/bank?sslmode=require");
        assertThat(properties).containsEntry("user", "max").containsEntry("password", "p@ss");
    }

    @Test
    void missingPartsOfAnUrlGetOurDefaults() {
        Properties properties = new Properties();
        assertThat(ConnectionOptions.jdbcUrl("postgres://", properties))
                .isEqualTo("jdbc:postgresql://127.0.0.1:5532/trefoil");
        assertThat(ConnectionOptions.jdbcUrl("postgresql://max@localhost", properties))
                .isEqualTo("jdbc:postgresql://localhost:5532/max");
    }

    @Test
    void otherTextIsRefusedInOneLine() {
        assertThatThrownBy(() -> ConnectionOptions.jdbcUrl("http://x", new Properties()))
                .isInstanceOf(ShellFailure.class)
                .hasMessage("not a connection URL: http://x");
    }

    @Test
    void namePatternsBecomeRegularExpressions() {
        assertThat(NamePattern.of("Acc*")).isEqualTo(new NamePattern("", "acc.*"));
        assertThat(NamePattern.of("s.\"A.b\"?")).isEqualTo(new NamePattern("s", "A\\.b."));
    }
}
