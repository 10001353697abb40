package io.trefoil.tck.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.trefoil.jdbc.TrefoilDataSource;
import io.trefoil.jdbc.TrefoilDriver;
import io.trefoil.jdbc.api.PasswordProvider;
import io.trefoil.jdbc.secret.LoginPattern;
import io.trefoil.jdbc.secret.PasswordKeystore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for a password, and all the places it may come from or show up at. */
class PasswordTest {
    private static final String SECRET = "s3cr3t-pässword";
    private static final String WRONG = "wr0ng-s3cr3t";

    @TempDir
    static Path folder;

    private static GuardedServer server;

    /** Knows bob. */
    public static final class Vault implements PasswordProvider {
        @Override
        public char[] password(String user, String host, int port, String database) {
            return user.equals("bob") ? SECRET.toCharArray() : new char[0];
        }
    }

    @BeforeAll
    static void startServer() throws SQLException {
        server = new GuardedServer(folder.resolve("store"), SECRET);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void everySourceLetsBobIn() throws Exception {
        Path passfile = Files.writeString(folder.resolve("passfile"), "127.0.0.1:*:trefoil:bob:" + SECRET + "\n");
        ownerOnly(passfile);
        Path opener = Files.writeString(folder.resolve("opener"), "0pen\n");
        ownerOnly(opener);
        PasswordKeystore store = PasswordKeystore.create(folder.resolve("p12"), "0pen".toCharArray());
        store.add(LoginPattern.parse("bob@127.0.0.1/trefoil"), SECRET.toCharArray());
        store.save();
        String keystore = "keystore=" + folder.resolve("p12");
        for (String source : List.of(
                "password=s3cr3t-p%C3%A4ssword",
                "passwordProvider=" + Vault.class.getName(),
                keystore + "&keystorePassword=0pen",
                keystore + "&keystorePasswordFile=" + opener,
                "passfile=" + passfile)) {
            assertUser(DriverManager.getConnection(server.url(source)));
        }
        assertUser(new TrefoilDataSource(server.url("")).getConnection("bob", SECRET));
    }

    private static void assertUser(Connection opened) throws SQLException {
        try (Connection connection = opened) {
            assertThat(connection.getMetaData().getUserName()).isEqualTo("bob");
        }
    }

    @Test
    void aPassfileThatOthersMayReadIsRefused() throws Exception {
        Path passfile = Files.writeString(folder.resolve("open passfile"), "*:*:*:*:" + SECRET);
        Files.setPosixFilePermissions(passfile, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(
                        () -> DriverManager.getConnection(server.url("passfile=" + folder.resolve("open%20passfile"))))
                .isInstanceOfSatisfying(
                        SQLInvalidAuthorizationSpecException.class,
                        e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                .hasMessageContaining("chmod 600 " + passfile);
    }

    @Test
    void noPasswordAndTheWrongOneAreToldApart() {
        assertThatThrownBy(() -> DriverManager.getConnection(server.url("password=" + WRONG + "&passfile=")))
                .isInstanceOfSatisfying(
                        SQLInvalidAuthorizationSpecException.class,
                        e -> assertThat(e.getSQLState()).isEqualTo("28P01"))
                .hasMessageContaining("password authentication failed for user \"bob\"");
        assertThatThrownBy(() -> DriverManager.getConnection(server.url("passfile=")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08004"))
                .hasMessageContaining("password");
    }

    @Test
    void noStringThatTheDriverMakesHasThePassword() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Handler listener = listener(told);
        Logger root = Logger.getLogger("");
        List<Logger> loggers = List.of(
                Logger.getLogger("io.trefoil.jdbc"),
                Logger.getLogger("org.postgresql"),
                Logger.getLogger("com.zaxxer"));
        Level before = root.getLevel();
        root.addHandler(listener);
        loggers.forEach(logger -> logger.setLevel(Level.ALL));
        try {
            String url = server.url("password=s3cr3t-p%C3%A4ssword&sslpassword=" + WRONG);
            useEverything(url, told);
            TrefoilDataSource source = new TrefoilDataSource(url);
            told.add(source.toString() + source.getUrl());
            try (HikariDataSource pool = (HikariDataSource) TrefoilDataSource.pooled(source, 2)) {
                told.add(pool.toString());
                try (Connection connection = pool.getConnection()) {
                    told.add(connection.toString() + connection.getMetaData().getURL());
                }
            }
            Properties info = new Properties();
            info.setProperty("password", WRONG);
            info.setProperty("keystorePassword", SECRET);
            failWith(server.url("passfile="), info, told);
            failWith(server.url("retry=x&password=" + WRONG), info, told);
            failWith(server.url("retyr=x&password=" + WRONG), info, told);
            failWith("jdbc:trefoil://127.0.0.1:1/?password=" + WRONG, info, told);
            for (DriverPropertyInfo property : new TrefoilDriver().getPropertyInfo(url, info)) {
                told.add(property.name + property.value + property.description + Arrays.toString(property.choices));
            }
        } finally {
            root.removeHandler(listener);
            loggers.forEach(logger -> logger.setLevel(before));
        }
        assertThat(told).hasSizeGreaterThan(200).noneMatch(text -> text.contains(SECRET) || text.contains("%C3%A4ss"));
        assertThat(told).noneMatch(text -> text.contains(WRONG));
    }

    private static void useEverything(String url, List<String> told) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement("select ?::int")) {
            statement.setInt(1, 1);
            told.add(connection + " " + statement + " " + connection.getMetaData());
            told.add(connection.getMetaData().getURL());
            told.add(connection.getClientInfo().toString());
            told.add(String.valueOf(connection.getWarnings()));
            try (var rows = statement.executeQuery()) {
                told.add(rows.toString());
            }
            assertThatThrownBy(() -> connection.prepareStatement("selec").executeQuery())
                    .satisfies(error -> told.add(stack(error)));
        }
    }

    private static void failWith(String url, Properties info, List<String> told) {
        assertThatThrownBy(() -> DriverManager.getConnection(url, info))
                .isInstanceOf(SQLException.class)
                .satisfies(error -> told.add(stack(error)));
    }

    private static String stack(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Handler listener(List<String> told) {
        return new Handler() {
            @Override
            public void publish(LogRecord logged) {
                Object[] parameters = logged.getParameters();
                String message = String.valueOf(logged.getMessage());
                told.add(parameters == null ? message : new MessageFormat(message).format(parameters));
                if (logged.getThrown() != null) {
                    told.add(stack(logged.getThrown()));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static void ownerOnly(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
