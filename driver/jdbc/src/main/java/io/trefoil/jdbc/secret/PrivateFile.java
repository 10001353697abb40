package io.trefoil.jdbc.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads files that hold passwords; one that anybody but its owner may touch is refused, as libpq does it. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFile() {}

    /**
     * The first line of a file.
     *
     * @throws SQLException 28000 when it is not there, is empty, or others may touch it
     */
    public static String firstLine(Path file) throws SQLException {
        List<String> lines = lines(file);
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            throw refused("the first line of " + file + " is empty: the password should be there");
        }
        return lines.get(0);
    }

    static List<String> lines(Path file) throws SQLException {
        try {
            if (!Files.isRegularFile(file)) {
                throw refused(file + (Files.exists(file) ? " is not a plain file" : " does not exist"));
            }
            checkOwnerOnly(file);
            return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\r?\n", -1));
        } catch (NoSuchFileException gone) {
            throw refused(file + " does not exist");
        } catch (IOException unreadable) {
            throw new SQLInvalidAuthorizationSpecException(
                    "cannot read " + file + ": " + unreadable.getMessage(), "28000", unreadable);
        }
    }

    private static void checkOwnerOnly(Path file) throws IOException, SQLException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(permissions)) {
            throw refused(
                    "the passwords in " + file + " are not used because others than its owner may read or write it ("
                            + PosixFilePermissions.toString(permissions) + "): chmod 600 " + file);
        }
    }

    private static SQLException refused(String message) {
        return new SQLInvalidAuthorizationSpecException(message, "28000");
    }
}
