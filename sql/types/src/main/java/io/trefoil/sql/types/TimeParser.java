package io.trefoil.sql.types;

import io.trefoil.sql.types.DateTimeScanner.Field;
import io.trefoil.sql.types.DateTimeScanner.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Reads a time of day, with an optional zone and, to resolve the zone, an optional date: for time and timetz. */
final class TimeParser extends DateTimeDecoder {
    private static final int LENGTH_MAX = 129;

    private TimeParser(List<Field> fields, TextFormat format) {
        super(fields, format);
    }

    /**
     * The parts of a time, validated.
     *
     * @param typeName the type as error messages name it
     * @throws SqlStateException 22007, 22008, 22009, 22023
     */
    static TimeParser parse(String text, String typeName, TextFormat format) {
        try {
            TimeParser parser = new TimeParser(DateTimeScanner.scan(text, LENGTH_MAX), format);
            parser.decode();
            return parser;
        } catch (DateTimeFault fault) {
            throw fault.toException(text, typeName);
        }
    }

    private void decode() {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            switch (field.kind()) {
                case DATE -> decodeDateOrZone(i, field.text());
                case TIME -> decodeTime(field.text());
                case ZONE -> {
                    offsetSeconds = ZoneOffsetText.read(field.text());
                    given = FieldBits.ZONE;
                }
                case NUMBER -> decodeNumberField(i, field.text());
                case WORD, SIGNED_WORD -> {
                    if (!decodeWord(i, field.text())) {
                        continue;
                    }
                }
            }
            accept();
        }
        complete();
    }

    private Kind kind(int index) {
        return fields.get(index).kind();
    }

    private void decodeDateOrZone(int index, String text) {
        int last = fields.size() - 1;
        if (index == 0 && last >= 1 && (kind(last) == Kind.DATE || kind(1) == Kind.TIME)) {
            decodeDate(text);
        } else if (AsciiText.isDigit(text.charAt(0))) {
            decodeTimeWithOffset(text, seen | FieldBits.DATE);
        } else {
            decodeZoneName(text);
        }
    }

    private void decodeNumberField(int index, String text) {
        if (prefix != null) {
            decodePrefixed(prefix, text);
            prefix = null;
            return;
        }
        int point = text.indexOf('.');
        int last = fields.size() - 1;
        if (point >= 0 && index == 0 && last >= 1 && kind(last) == Kind.DATE) {
            decodeDate(text);
        } else if (point > 2 || point < 0 && text.length() > 4) {
            decodeRunTogether(text, seen | FieldBits.DATE);
        } else if (point >= 0) {
            throw DateTimeFault.FORMAT;
        } else {
            decodeNumber(text, false, seen | FieldBits.DATE);
        }
    }

    @Override
    boolean decodeWord(int index, DateTimeWord word) {
        switch (word.kind()) {
            case IGNORED -> {
                return false;
            }
            case SPECIAL -> decodeSpecial(DateTimeWord.Special.values()[word.value()]);
            default -> {
                if (!decodeSharedWord(index, word)) {
                    throw DateTimeFault.FORMAT;
                }
            }
        }
        return true;
    }

    private void decodeSpecial(DateTimeWord.Special special) {
        switch (special) {
            case NOW -> {
                given = FieldBits.TIME;
                giveTimeOfDay(Math.floorMod(localNow(), LocalTimes.MICROS_PER_DAY));
            }
            case MIDNIGHT_UTC -> {
                given = FieldBits.TIME | FieldBits.ZONE;
                giveTimeOfDay(0);
            }
            default -> throw DateTimeFault.FORMAT;
        }
    }

    private void complete() {
        validateDate();
        applyMeridiem();
        if (timeOverflows()) {
            throw DateTimeFault.FIELD;
        }
        if (!hasAll(seen, FieldBits.TIME)) {
            throw DateTimeFault.FORMAT;
        }
        boolean sessionZone = (seen & FieldBits.ZONE) == 0;
        if ((namedZone != null || abbreviatedZone != null || sessionZone) && daylightModified()) {
            throw DateTimeFault.FORMAT;
        }
        if (namedZone != null) {
            if (namedZone.getRules().isFixedOffset()) {
                offsetSeconds = namedZone.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
            } else if (!hasAll(seen, FieldBits.DATE)) {
                throw DateTimeFault.FORMAT;
            } else {
                offsetSeconds = LocalTimes.offsetOfLocal(dateAndTime(), namedZone);
            }
        }
        if (abbreviatedZone != null) {
            resolveAbbreviation(dateAndTime());
        }
        if (sessionZone) {
            ZoneId zone = format.timeZone();
            offsetSeconds = LocalTimes.offsetOfLocal(dateAndTime(), zone);
        }
    }

    /** The time on the date given, or today. */
    private long dateAndTime() {
        long days;
        if ((seen & FieldBits.DATE) == 0) {
            days = Math.floorDiv(localNow(), LocalTimes.MICROS_PER_DAY);
        } else if (hasAll(seen, FieldBits.DATE)) {
            days = CivilDate.toDays(year, month, day);
        } else {
            throw DateTimeFault.FORMAT;
        }
        long limit = LocalTimes.END_TIMESTAMP / LocalTimes.MICROS_PER_DAY;
        return Math.max(LocalTimes.FIRST_DAY, Math.min(days, limit)) * LocalTimes.MICROS_PER_DAY + timeOfDay();
    }
}
