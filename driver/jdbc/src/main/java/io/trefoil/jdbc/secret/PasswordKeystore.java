package io.trefoil.jdbc.secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Passwords in a PKCS#12 file (RFC 7292). Each is a secret key whose bytes are the password in UTF-8 and whose algorithm
 * says AES, because the JDK's store of keys for passwords takes ASCII only; its alias is the {@link LoginPattern} with
 * upper-case letters as {@code %41}, because PKCS#12 makes aliases lower-case. The JDK encrypts with
 * PBEWithHmacSHA256AndAES_256; {@code keytool -list -storetype PKCS12} shows the aliases.
 */
public final class PasswordKeystore {
    private static final String ALGORITHM = "AES";

    private final Path file;
    private final KeyStore keys;
    private final char[] password;

    private PasswordKeystore(Path file, KeyStore keys, char[] password) {
        this.file = file;
        this.keys = keys;
        this.password = password.clone();
    }

    /**
     * Opens a file that is there.
     *
     * @throws SQLException 28000 when it is not, or the password does not open it
     */
    public static PasswordKeystore open(Path file, char[] password) throws SQLException {
        try (InputStream in = Files.newInputStream(file)) {
            return load(file, in, password);
        } catch (NoSuchFileException missing) {
            throw failure("keystore " + file + " does not exist", missing);
        } catch (IOException unreadable) {
            boolean wrong = unreadable.getCause() instanceof UnrecoverableKeyException;
            throw failure(
                    wrong
                            ? "the password of keystore " + file + " is wrong"
                            : "keystore " + file + " cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** A store without passwords; the file comes with {@link #save}. */
    public static PasswordKeystore create(Path file, char[] password) throws SQLException {
        try {
            return load(file, null, password);
        } catch (IOException impossible) {
            throw failure("cannot make a keystore: " + impossible.getMessage(), impossible);
        }
    }

    private static PasswordKeystore load(Path file, @Nullable InputStream in, char[] password)
            throws SQLException, IOException {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            return new PasswordKeystore(file, keys, password);
        } catch (GeneralSecurityException unusable) {
            throw failure("keystore " + file + " cannot be read: " + unusable.getMessage(), unusable);
        }
    }

    /** The password of the narrowest pattern that fits. */
    public Optional<char[]> find(Login login) throws SQLException {
        for (LoginPattern pattern : patterns()) {
            if (pattern.fits(login)) {
                return Optional.of(read(pattern));
            }
        }
        return Optional.empty();
    }

    /** Whose passwords are here, the narrowest patterns first. Entries of others are left alone. */
    public List<LoginPattern> patterns() throws SQLException {
        List<LoginPattern> patterns = new ArrayList<>();
        try {
            for (String alias : Collections.list(keys.aliases())) {
                Optional<LoginPattern> pattern = Alias.read(alias);
                if (pattern.isPresent() && keys.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
                    patterns.add(pattern.get());
                }
            }
        } catch (GeneralSecurityException unusable) {
            throw failure("keystore " + file + " cannot be read: " + unusable.getMessage(), unusable);
        }
        patterns.sort(LoginPattern.NARROWEST);
        return patterns;
    }

    private char[] read(LoginPattern pattern) throws SQLException {
        try {
            byte[] bytes = keys.getKey(Alias.of(pattern), password).getEncoded();
            CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            Arrays.fill(bytes, (byte) 0);
            return Arrays.copyOfRange(text.array(), text.arrayOffset(), text.arrayOffset() + text.limit());
        } catch (GeneralSecurityException unusable) {
            throw failure("the entry " + pattern + " of keystore " + file + " cannot be read", unusable);
        }
    }

    /** Adds a password, or puts it in the place of the one with this pattern. */
    public void add(LoginPattern pattern, char[] secret) throws SQLException {
        byte[] bytes = new String(secret).getBytes(StandardCharsets.UTF_8);
        try {
            keys.setEntry(
                    Alias.of(pattern),
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, ALGORITHM)),
                    new KeyStore.PasswordProtection(password));
        } catch (GeneralSecurityException unusable) {
            throw failure("keystore " + file + " does not take the entry " + pattern, unusable);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Takes the password of exactly this pattern out; false when there is none. */
    public boolean remove(LoginPattern pattern) throws SQLException {
        try {
            boolean there = keys.containsAlias(Alias.of(pattern));
            keys.deleteEntry(Alias.of(pattern));
            return there;
        } catch (GeneralSecurityException unusable) {
            throw failure("keystore " + file + " cannot be changed", unusable);
        }
    }

    /** Writes the file anew, for its owner only; a failure leaves the old one as it was. */
    public void save() throws SQLException {
        Path target = file.toAbsolutePath();
        try {
            Path folder = target.getParent();
            Files.createDirectories(folder);
            boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Path fresh = Files.createTempFile(folder, target.getFileName() + ".", ".new", ownerOnly);
            try {
                try (OutputStream out = Files.newOutputStream(fresh)) {
                    keys.store(out, password);
                }
                Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException | GeneralSecurityException unwritable) {
            throw failure("keystore " + file + " cannot be written: " + unwritable.getMessage(), unwritable);
        }
    }

    private static SQLException failure(String message, Throwable cause) {
        return new SQLInvalidAuthorizationSpecException(message, "28000", cause);
    }
}
