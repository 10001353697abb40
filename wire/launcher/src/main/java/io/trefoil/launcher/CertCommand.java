package io.trefoil.launcher;

import io.trefoil.launcher.shell.ShellFailure;
import io.trefoil.launcher.tls.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trefoil cert}: writes a self-signed pair for {@code trefoil start --tls-cert --tls-key}. */
@Command(
        name = "cert",
        description = "Make a self-signed certificate and key for TLS, as PEM files.",
        sortOptions = false)
final class CertCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where to write server.crt and server.key.")
    Path directory = Path.of(".");

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Host name or address the server is reached by; may be repeated. localhost is always in.")
    List<String> hosts = new ArrayList<>();

    @Option(names = "--days", defaultValue = "825", description = "Days until it expires (default ${DEFAULT-VALUE}).")
    int days = 825;

    @Option(names = "--force", description = "Replace files that exist.")
    boolean force;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public Integer call() throws GeneralSecurityException {
        SelfSignedCertificate pair = SelfSignedCertificate.create(names(), Duration.ofDays(days));
        Path certificate = directory.resolve("server.crt");
        Path key = directory.resolve("server.key");
        try {
            Files.createDirectories(directory);
            write(certificate, pair.certificatePem(), "rw-r--r--");
            write(key, pair.keyPem(), "rw-------");
        } catch (FileAlreadyExistsException e) {
            throw new ShellFailure(e.getMessage() + " exists; use --force to replace it", e);
        } catch (IOException e) {
            throw new ShellFailure("cannot write to " + directory + ": " + e.getMessage(), e);
        }
        System.out.println("wrote " + certificate + " and " + key);
        System.out.println("use:  trefoil start --tls-cert=" + certificate + " --tls-key=" + key);
        return 0;
    }

    private SelfSignedCertificate.Names names() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        List<byte[]> addresses = new ArrayList<>();
        names.add("localhost");
        try {
            addresses.add(InetAddress.getByName("127.0.0.1").getAddress());
            addresses.add(InetAddress.getByName("::1").getAddress());
            for (String host : hosts) {
                if (host.matches("[0-9.]+") || host.indexOf(':') >= 0) {
                    addresses.add(InetAddress.getByName(host).getAddress());
                } else {
                    names.add(host);
                }
            }
        } catch (UnknownHostException e) {
            throw new ShellFailure("not an address: " + e.getMessage(), e);
        }
        return new SelfSignedCertificate.Names(List.copyOf(names), addresses);
    }

    private void write(Path file, String text, String permissions) throws IOException {
        if (force) {
            Files.deleteIfExists(file);
        }
        if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            Files.writeString(file, text);
        } else {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }
}
