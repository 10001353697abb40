package io.trefoil.launcher.shell;

import java.io.Console;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import picocli.CommandLine.Option;

/** Where to connect and as whom: shared by every command that talks to a running server. */
public final class ConnectionOptions {
    private static final String WRONG_PASSWORD = "28P01";
    private static final String PASSWORD_MISSING = "08004";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "postgresql://user:password@host:port/database, or a JDBC URL; instead of the options below.")
    @Nullable
    String url;

    @Option(
            names = {"-h", "--host"},
            defaultValue = "127.0.0.1",
            description = "Server address (${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(
            names = {"-p", "--port"},
            defaultValue = "5532",
            description = "Server port (${DEFAULT-VALUE}).")
    int port = 5532;

    @Option(
            names = {"-U", "--user"},
            defaultValue = "trefoil",
            description = "User name (${DEFAULT-VALUE}).")
    String user = "trefoil";

    @Option(
            names = {"-d", "--database"},
            defaultValue = "trefoil",
            description = "Database (${DEFAULT-VALUE}).")
    String database = "trefoil";

    @Option(
            names = "--connect-password",
            paramLabel = "PASSWORD",
            description = "Password to connect with; without it PGPASSWORD is used, or a prompt when the server asks.")
    @Nullable
    String password;

    /** A server on this machine, as its superuser. */
    public static ConnectionOptions local(int port) {
        ConnectionOptions options = new ConnectionOptions();
        options.port = port;
        return options;
    }

    /** Opens the connection; asks for a password on the terminal when the server wants one and none was given. */
    public ServerConnection connect() {
        String target = url == null ? "jdbc:postgresql://" + bracketed(host) + ":" + port + "/" : "";
        Properties properties = new Properties();
        if (url == null) {
            properties.setProperty("user", user);
            properties.setProperty("PGDBNAME", database);
        } else {
            target = jdbcUrl(url, properties);
        }
        String known = password != null ? password : System.getenv("PGPASSWORD");
        if (known != null) {
            properties.setProperty("password", known);
        }
        properties.setProperty("ApplicationName", "trefoil sql");
        properties.setProperty("connectTimeout", "10");
        try {
            return open(target, properties);
        } catch (SQLException e) {
            Console console = System.console();
            boolean wantsPassword = PASSWORD_MISSING.equals(e.getSQLState()) || WRONG_PASSWORD.equals(e.getSQLState());
            if (!wantsPassword || known != null || properties.containsKey("password") || console == null) {
                throw failure(e);
            }
            properties.setProperty("password", new String(console.readPassword("Password: ")));
        }
        try {
            return open(target, properties);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static ServerConnection open(String target, Properties properties) throws SQLException {
        return new ServerConnection(
                DriverManager.getConnection(target, properties).unwrap(PGConnection.class));
    }

    private ShellFailure failure(SQLException e) {
        String text = ErrorText.firstLine(e);
        if (e.getSQLState() != null && e.getSQLState().equals("08001") && !text.startsWith("FATAL")) {
            String where = url == null ? host + ":" + port : url.replaceAll(":[^:@/]*@", "@");
            return new ShellFailure(
                    "cannot connect to " + where + " (" + reason(e)
                            + "); start a server with: ./trefoil start --insecure",
                    e);
        }
        return new ShellFailure(text, e);
    }

    private static String reason(SQLException e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }

    /** Turns a libpq URI (PostgreSQL documentation, section 34.1.1.2) into what pgjdbc takes; a JDBC URL stays as it is. */
    static String jdbcUrl(String url, Properties properties) {
        if (url.startsWith("jdbc:")) {
            return url;
        }
        try {
            URI uri =
                    new URI(url.endsWith("://") ? url + "/" : url); // libpq takes the empty URI, java.net.URI does not
            if (uri.getScheme() == null || !uri.getScheme().matches("postgres(ql)?")) {
                throw new ShellFailure("not a connection URL: " + url);
            }
            String[] login = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            properties.setProperty("user", login.length > 0 ? decoded(login[0]) : "trefoil");
            if (login.length > 1) {
                properties.setProperty("password", decoded(login[1]));
            }
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            String database = path.length() > 1 ? path.substring(1) : properties.getProperty("user");
            return "jdbc:postgresql://"
                    + (uri.getHost() == null ? "127.0.0.1" : uri.getHost())
                    + ":" + (uri.getPort() < 0 ? 5532 : uri.getPort())
                    + "/" + database
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (URISyntaxException e) {
            throw new ShellFailure("not a connection URL: " + url, e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
