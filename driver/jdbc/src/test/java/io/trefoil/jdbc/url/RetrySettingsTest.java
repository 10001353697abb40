package io.trefoil.jdbc.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RetrySettingsTest {
    @Test
    void everythingHasADefault() throws SQLException {
        assertThat(RetrySettings.of(new Properties()))
                .isEqualTo(new RetrySettings(RetrySettings.Mode.REPLAY, 15, 30_000, 16 * 1024 * 1024));
    }

    @Test
    void modesAreReadInAnyCase() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("retry", "OFF");
        properties.setProperty("retryMaxAttempts", "0");
        assertThat(RetrySettings.of(properties).mode()).isEqualTo(RetrySettings.Mode.OFF);
        assertThat(RetrySettings.of(properties).maxAttempts()).isZero();
    }

    @Test
    void aNumberThatIsNoneIsNamed() {
        Properties properties = new Properties();
        properties.setProperty("retryBufferBytes", "1MB");
        assertThatThrownBy(() -> RetrySettings.of(properties)).hasMessageContaining("retryBufferBytes");
    }
}
