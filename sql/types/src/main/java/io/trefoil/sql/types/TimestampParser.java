package io.trefoil.sql.types;

import io.trefoil.sql.types.DateTimeScanner.Field;
import java.time.ZoneId;
import java.util.List;

/** Reads a date with an optional time and zone in any form PostgreSQL takes, for date, timestamp and timestamptz. */
final class TimestampParser extends DateTimeDecoder {
    /** Bounds for the length of all fields of a date and of a timestamp (datetime.h, MAXDATELEN, MAXDATEFIELDS). */
    private static final int DATE_LENGTH_MAX = 129;

    private static final int LENGTH_MAX = 153;

    /** What was read: a date and time, or a word that stands for one. */
    enum Outcome {
        FIELDS,
        EPOCH,
        INFINITY,
        MINUS_INFINITY
    }

    private Outcome outcome = Outcome.FIELDS;

    private TimestampParser(List<Field> fields, TextFormat format) {
        super(fields, format);
    }

    /**
     * The parts of a date and time, validated.
     *
     * @param typeName the type as error messages name it
     * @throws SqlStateException 22007, 22008, 22009, 22023
     */
    static TimestampParser parse(String text, String typeName, TextFormat format) {
        try {
            int lengthMax = typeName.equals("date") ? DATE_LENGTH_MAX : LENGTH_MAX;
            TimestampParser parser = new TimestampParser(DateTimeScanner.scan(text, lengthMax), format);
            parser.decode();
            return parser;
        } catch (DateTimeFault fault) {
            throw fault.toException(text, typeName);
        }
    }

    Outcome outcome() {
        return outcome;
    }

    /** The microseconds that a word stands for, in time zones and without; for an {@link #outcome} other than FIELDS. */
    long wordMicros() {
        return switch (outcome) {
            case EPOCH -> -LocalTimes.UNIX_EPOCH_SHIFT_SECONDS * LocalTimes.MICROS_PER_SECOND;
            case INFINITY -> Long.MAX_VALUE;
            case MINUS_INFINITY -> Long.MIN_VALUE;
            case FIELDS -> throw new IllegalStateException("fields were read, not a word");
        };
    }

    private void decode() {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            switch (field.kind()) {
                case DATE -> decodeDateOrZone(field.text());
                case TIME -> {
                    if (prefix != null) {
                        requirePrefix(DateTimePart.TIME);
                    }
                    decodeTime(field.text());
                    if (timeOverflows()) {
                        throw DateTimeFault.FIELD;
                    }
                }
                case ZONE -> {
                    offsetSeconds = ZoneOffsetText.read(field.text());
                    given = FieldBits.ZONE;
                }
                case NUMBER -> decodeNumberField(field.text());
                case WORD, SIGNED_WORD -> {
                    if (!decodeWord(i, field.text())) {
                        continue;
                    }
                }
            }
            accept();
        }
        validateDate();
        applyMeridiem();
        if (outcome == Outcome.FIELDS) {
            complete();
        }
    }

    private void requirePrefix(DateTimePart part) {
        if (prefix != part) {
            throw DateTimeFault.FORMAT;
        }
        prefix = null;
    }

    private void decodeDateOrZone(String text) {
        if (prefix == DateTimePart.JULIAN) {
            NumberCursor cursor = new NumberCursor(text, 0);
            giveJulianDay(cursor.readInt(DateTimeFault.FIELD));
            offsetSeconds = ZoneOffsetText.read(text.substring(cursor.position()));
            given = FieldBits.DATE | FieldBits.TIME | FieldBits.ZONE;
            prefix = null;
        } else if (prefix != null || hasAll(seen, FieldBits.MONTH | FieldBits.DAY)) {
            if (AsciiText.isDigit(text.charAt(0)) || prefix != null) {
                if (prefix != null) {
                    requirePrefix(DateTimePart.TIME);
                }
                decodeTimeWithOffset(text, seen);
            } else {
                decodeZoneName(text);
            }
        } else {
            decodeDate(text);
        }
    }

    private void decodeNumberField(String text) {
        if (prefix != null) {
            decodePrefixed(prefix, text);
            prefix = null;
            outcome = Outcome.FIELDS;
            return;
        }
        int point = text.indexOf('.');
        boolean dateOpen = (seen & FieldBits.DATE) == 0;
        boolean timeOpen = (seen & FieldBits.TIME) == 0;
        if (point >= 0 && dateOpen) {
            decodeDate(text);
        } else if (point > 2 || text.length() >= 6 && (dateOpen || timeOpen)) {
            decodeRunTogether(text, seen);
        } else {
            decodeNumber(text, textMonth, seen);
        }
    }

    @Override
    boolean decodeWord(int index, DateTimeWord word) {
        switch (word.kind()) {
            case IGNORED -> {
                return false;
            }
            case SPECIAL -> decodeSpecial(DateTimeWord.Special.values()[word.value()]);
            case MONTH -> decodeMonth(word.value());
            case DAY_OF_WEEK -> given = FieldBits.DAY_OF_WEEK;
            case ISO_TIME -> {
                if (!hasAll(seen, FieldBits.DATE)) {
                    throw DateTimeFault.FORMAT;
                }
                decodeSharedWord(index, word);
            }
            default -> {
                if (!decodeSharedWord(index, word)) {
                    throw DateTimeFault.FORMAT;
                }
            }
        }
        return true;
    }

    private void decodeMonth(int value) {
        given = FieldBits.MONTH;
        if ((seen & FieldBits.MONTH) != 0 && !textMonth && (seen & FieldBits.DAY) == 0 && month >= 1 && month <= 31) {
            // what was taken for the month is the day: 08 Jan 1999
            day = month;
            given = FieldBits.DAY;
        }
        textMonth = true;
        month = value;
    }

    private void decodeSpecial(DateTimeWord.Special special) {
        given = FieldBits.DATE | FieldBits.TIME | FieldBits.ZONE;
        switch (special) {
            case NOW -> {
                long local = localNow();
                giveDate(CivilDate.ofTimestamp(local));
                giveTimeOfDay(Math.floorMod(local, LocalTimes.MICROS_PER_DAY));
                offsetSeconds = LocalTimes.offsetOfInstant(format.transactionStartMicros(), format.timeZone());
                given = FieldBits.DATE | FieldBits.TIME | FieldBits.ZONE;
                outcome = Outcome.FIELDS;
            }
            case TODAY -> giveRelativeDay(0);
            case TOMORROW -> giveRelativeDay(1);
            case YESTERDAY -> giveRelativeDay(-1);
            case MIDNIGHT_UTC -> {
                given = FieldBits.TIME | FieldBits.ZONE;
                giveTimeOfDay(0);
                offsetSeconds = 0;
                outcome = Outcome.FIELDS;
            }
            case EPOCH -> giveWhole(Outcome.EPOCH);
            case INFINITY -> giveWhole(Outcome.INFINITY);
            case MINUS_INFINITY -> giveWhole(Outcome.MINUS_INFINITY);
        }
    }

    private void giveWhole(Outcome value) {
        given = FieldBits.RESERVED;
        outcome = value;
    }

    private void giveRelativeDay(int days) {
        giveDate(CivilDate.ofDays(Math.floorDiv(localNow(), LocalTimes.MICROS_PER_DAY) + days));
        outcome = Outcome.FIELDS;
    }

    private void complete() {
        if (!hasAll(seen, FieldBits.DATE)) {
            throw DateTimeFault.FORMAT;
        }
        ZoneId zone = namedZone != null ? namedZone : (seen & FieldBits.ZONE) == 0 ? format.timeZone() : null;
        if ((zone != null || abbreviatedZone != null) && daylightModified()) {
            throw DateTimeFault.FORMAT;
        }
        if (CivilDate.isRepresentable(year, month)) {
            // beyond, the caller raises that the date is out of range
            long day = days();
            if (Math.abs(day) < LocalTimes.END_TIMESTAMP / LocalTimes.MICROS_PER_DAY + 1) {
                long local = day * LocalTimes.MICROS_PER_DAY + timeOfDay();
                if (zone != null) {
                    offsetSeconds = LocalTimes.offsetOfLocal(local, zone);
                }
                resolveAbbreviation(local);
            }
        }
    }

    /** Days since 2000-01-01. */
    long days() {
        return CivilDate.toDays(year, month, day);
    }

    /** The local timestamp, or Long.MIN_VALUE when it is out of range. */
    long local() {
        if (!CivilDate.isRepresentable(year, month)) {
            return Long.MIN_VALUE;
        }
        long days = days();
        if (days > LocalTimes.END_TIMESTAMP / LocalTimes.MICROS_PER_DAY) {
            return Long.MIN_VALUE;
        }
        return days * LocalTimes.MICROS_PER_DAY + timeOfDay();
    }
}
