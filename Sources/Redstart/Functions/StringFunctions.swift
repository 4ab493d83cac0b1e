// swift-format-ignore-file: AlwaysUseLowerCamelCase
// The names are Spark's.

// Texts and digests.

/// Returns the code of the first character, 0 for empty text.
public func ascii(_ column: any ColumnOrName) -> Column { .call("ascii", column.column) }

/// Returns a binary as text in base 64.
public func base64(_ column: any ColumnOrName) -> Column { .call("base64", column.column) }

/// Returns the number of bits.
public func bit_length(_ column: any ColumnOrName) -> Column { .call("bit_length", column.column) }

/// Returns the text without blanks, or without characters of trimStr, at both ends.
public func btrim(_ text: any ColumnOrName, _ trim: (any ColumnOrName)? = nil) -> Column {
  .call("btrim", [text.column] + [trim.map { $0.column }].compactMap { $0 })
}

/// Returns the character of a code, taken modulo 256.
public func char(_ column: any ColumnOrName) -> Column { .call("char", column.column) }

/// Returns the number of characters of a text or of bytes of a binary.
public func char_length(_ text: any ColumnOrName) -> Column { .call("char_length", text.column) }

/// Returns the number of characters of a text or of bytes of a binary.
public func character_length(_ text: any ColumnOrName) -> Column { .call("character_length", text.column) }

/// Returns the character of a code, taken modulo 256.
public func chr(_ n: any ColumnOrName) -> Column { .call("chr", n.column) }

/// Returns the strings, binaries or arrays joined.
public func concat(_ columns: any ColumnOrName...) -> Column { .call("concat", columns.map(\.column)) }

/// Returns whether right occurs in left.
public func contains(_ left: any ColumnOrName, _ right: any ColumnOrName) -> Column {
  .call("contains", left.column, right.column)
}

/// Returns the CRC-32 check sum.
public func crc32(_ column: any ColumnOrName) -> Column { .call("crc32", column.column) }

/// Returns the text that bytes in a character set stand for; with more arguments, the result beside the first equal value.
public func decode(_ column: any ColumnOrName, _ charset: String) -> Column {
  .call("decode", column.column, Column(charset.literal))
}

/// Returns the n-th input.
public func elt(_ inputs: any ColumnOrName...) -> Column { .call("elt", inputs.map(\.column)) }

/// Returns the text in a character set.
public func encode(_ column: any ColumnOrName, _ charset: String) -> Column {
  .call("encode", column.column, Column(charset.literal))
}

/// Returns whether left ends with right.
public func endswith(_ text: any ColumnOrName, _ suffix: any ColumnOrName) -> Column {
  .call("endswith", text.column, suffix.column)
}

/// Returns the position of a text in a list separated by commas; 0 without one.
public func find_in_set(_ text: any ColumnOrName, _ strArray: any ColumnOrName) -> Column {
  .call("find_in_set", text.column, strArray.column)
}

/// Returns a number with groups of thousands and expr2 digits behind the point, or in the pattern expr2.
public func format_number(_ column: any ColumnOrName, _ d: Int) -> Column {
  .call("format_number", column.column, Column(d.literal))
}

/// Returns whether the text fits the pattern, letters of either case alike.
public func ilike(_ text: any ColumnOrName, _ pattern: any ColumnOrName, _ escapeChar: Column? = nil) -> Column {
  .call("ilike", [text.column, pattern.column] + [escapeChar.map { $0 }].compactMap { $0 })
}

/// Returns the text with the first letter of each word in upper case and the others in lower case.
public func initcap(_ column: any ColumnOrName) -> Column { .call("initcap", column.column) }

/// Returns the position of the first occurrence of substr, counted from 1; 0 without one.
public func instr(
  _ text: any ColumnOrName, _ substr: any ColumnOrValue, _ start: (any ColumnOrNumber)? = nil,
  _ occurrence: (any ColumnOrNumber)? = nil
) -> Column {
  .call(
    "instr",
    [text.column, substr.valueColumn] + [start.map { $0.numberColumn }, occurrence.map { $0.numberColumn }].compactMap { $0 })
}

/// Returns the text in lower case.
public func lcase(_ text: any ColumnOrName) -> Column { .call("lcase", text.column) }

/// Returns the first len characters.
public func left(_ text: any ColumnOrName, _ length: any ColumnOrName) -> Column { .call("left", text.column, length.column) }

/// Returns the number of characters of a text or of bytes of a binary.
public func length(_ column: any ColumnOrName) -> Column { .call("length", column.column) }

/// Returns how many characters differ; -1 above the threshold.
public func levenshtein(_ left: any ColumnOrName, _ right: any ColumnOrName, _ threshold: Int? = nil) -> Column {
  .call("levenshtein", [left.column, right.column] + [threshold.map { Column($0.literal) }].compactMap { $0 })
}

/// Returns whether the text fits the pattern, in which % stands for any text and _ for one character.
public func like(_ text: any ColumnOrName, _ pattern: any ColumnOrName, _ escapeChar: Column? = nil) -> Column {
  .call("like", [text.column, pattern.column] + [escapeChar.map { $0 }].compactMap { $0 })
}

/// Returns the position of the first occurrence of substr at or behind pos, counted from 1; 0 without one.
public func locate(_ substr: String, _ text: any ColumnOrName, _ pos: Int = 1) -> Column {
  .call("locate", Column(substr.literal), text.column, Column(pos.literal))
}

/// Returns the text in lower case.
public func lower(_ column: any ColumnOrName) -> Column { .call("lower", column.column) }

/// Returns the text filled on its left, or cut, to a length.
public func lpad(_ column: any ColumnOrName, _ length: any ColumnOrNumber, _ pad: any ColumnOrValue) -> Column {
  .call("lpad", column.column, length.numberColumn, pad.valueColumn)
}

/// Returns the text without blanks at its start.
public func ltrim(_ column: any ColumnOrName, _ trim: (any ColumnOrName)? = nil) -> Column {
  .call("ltrim", [column.column] + [trim.map { $0.column }].compactMap { $0 })
}

/// Returns the MD5 digest as hexadecimal digits.
public func md5(_ column: any ColumnOrName) -> Column { .call("md5", column.column) }

/// Returns the number of bytes.
public func octet_length(_ column: any ColumnOrName) -> Column { .call("octet_length", column.column) }

/// Returns a part of a URL.
public func parse_url(_ url: any ColumnOrName, _ partToExtract: any ColumnOrName, _ key: (any ColumnOrName)? = nil) -> Column {
  .call("parse_url", [url.column, partToExtract.column] + [key.map { $0.column }].compactMap { $0 })
}

/// Returns the position of the first occurrence of substr at or behind pos, counted from 1; 0 without one.
public func position(_ substr: any ColumnOrName, _ text: any ColumnOrName, _ start: (any ColumnOrName)? = nil) -> Column {
  .call("position", [substr.column, text.column] + [start.map { $0.column }].compactMap { $0 })
}

/// Returns whether a part of the text fits the regular expression.
public func regexp(_ text: any ColumnOrName, _ regexp: any ColumnOrName) -> Column { .call("regexp", text.column, regexp.column) }

/// Returns how many matches a text has.
public func regexp_count(_ text: any ColumnOrName, _ regexp: any ColumnOrName) -> Column {
  .call("regexp_count", text.column, regexp.column)
}

/// Returns a group of the first match; empty without one.
public func regexp_extract(_ text: any ColumnOrName, _ pattern: String, _ idx: Int) -> Column {
  .call("regexp_extract", text.column, Column(pattern.literal), Column(idx.literal))
}

/// Returns a group of every match.
public func regexp_extract_all(_ text: any ColumnOrName, _ regexp: any ColumnOrName, _ idx: (any ColumnOrNumber)? = nil) -> Column
{ .call("regexp_extract_all", [text.column, regexp.column] + [idx.map { $0.numberColumn }].compactMap { $0 }) }

/// Returns the position of the first match, counted from 1; 0 without one.
public func regexp_instr(_ text: any ColumnOrName, _ regexp: any ColumnOrName, _ idx: (any ColumnOrNumber)? = nil) -> Column {
  .call("regexp_instr", [text.column, regexp.column] + [idx.map { $0.numberColumn }].compactMap { $0 })
}

/// Returns whether a part of the text fits the regular expression.
public func regexp_like(_ text: any ColumnOrName, _ regexp: any ColumnOrName) -> Column {
  .call("regexp_like", text.column, regexp.column)
}

/// Returns the text with every match replaced, from a position on.
public func regexp_replace(
  _ string: any ColumnOrName, _ pattern: any ColumnOrValue, _ replacement: any ColumnOrValue,
  _ position: (any ColumnOrNumber)? = nil
) -> Column {
  .call(
    "regexp_replace",
    [string.column, pattern.valueColumn, replacement.valueColumn] + [position.map { $0.numberColumn }].compactMap { $0 })
}

/// Returns the first match; null without one.
public func regexp_substr(_ text: any ColumnOrName, _ regexp: any ColumnOrName) -> Column {
  .call("regexp_substr", text.column, regexp.column)
}

/// Returns the text n times.
public func `repeat`(_ column: any ColumnOrName, _ n: any ColumnOrNumber) -> Column {
  .call("repeat", column.column, n.numberColumn)
}

/// Returns the text with each occurrence of search replaced.
public func replace(_ src: any ColumnOrName, _ search: any ColumnOrName, _ replacement: (any ColumnOrName)? = nil) -> Column {
  .call("replace", [src.column, search.column] + [replacement.map { $0.column }].compactMap { $0 })
}

/// Returns the last len characters.
public func right(_ text: any ColumnOrName, _ length: any ColumnOrName) -> Column { .call("right", text.column, length.column) }

/// Returns whether a part of the text fits the regular expression.
public func rlike(_ text: any ColumnOrName, _ regexp: any ColumnOrName) -> Column { .call("rlike", text.column, regexp.column) }

/// Returns the text filled on its right, or cut, to a length.
public func rpad(_ column: any ColumnOrName, _ length: any ColumnOrNumber, _ pad: any ColumnOrValue) -> Column {
  .call("rpad", column.column, length.numberColumn, pad.valueColumn)
}

/// Returns the text without blanks at its end.
public func rtrim(_ column: any ColumnOrName, _ trim: (any ColumnOrName)? = nil) -> Column {
  .call("rtrim", [column.column] + [trim.map { $0.column }].compactMap { $0 })
}

/// Returns the SHA-1 digest as hexadecimal digits.
public func sha(_ column: any ColumnOrName) -> Column { .call("sha", column.column) }

/// Returns the SHA-1 digest as hexadecimal digits.
public func sha1(_ column: any ColumnOrName) -> Column { .call("sha1", column.column) }

/// Returns the SHA-2 digest of 224, 256, 384 or 512 bits as hexadecimal digits.
public func sha2(_ column: any ColumnOrName, _ numBits: Int) -> Column { .call("sha2", column.column, Column(numBits.literal)) }

/// Returns the code that words of like sound share.
public func soundex(_ column: any ColumnOrName) -> Column { .call("soundex", column.column) }

/// Returns a part of a text cut at a delimiter, counted from 1 or from the end.
public func split_part(_ src: any ColumnOrName, _ delimiter: any ColumnOrName, _ partNum: any ColumnOrName) -> Column {
  .call("split_part", src.column, delimiter.column, partNum.column)
}

/// Returns whether left begins with right.
public func startswith(_ text: any ColumnOrName, _ prefix: any ColumnOrName) -> Column {
  .call("startswith", text.column, prefix.column)
}

/// Returns the part that begins at pos, counted from 1 or from the end, and has length len.
public func substr(_ text: any ColumnOrName, _ pos: any ColumnOrName, _ length: (any ColumnOrName)? = nil) -> Column {
  .call("substr", [text.column, pos.column] + [length.map { $0.column }].compactMap { $0 })
}

/// Returns the part before the count-th delimiter, or behind it for negative counts.
public func substring_index(_ text: any ColumnOrName, _ delim: String, _ count: Int) -> Column {
  .call("substring_index", text.column, Column(delim.literal), Column(count.literal))
}

/// Returns the bytes that a text in a format stands for.
public func to_binary(_ column: any ColumnOrName, _ format: (any ColumnOrName)? = nil) -> Column {
  .call("to_binary", [column.column] + [format.map { $0.column }].compactMap { $0 })
}

/// Returns the text with each character of from replaced by the one at its place in to.
public func translate(_ srcCol: any ColumnOrName, _ matching: String, _ replacement: String) -> Column {
  .call("translate", srcCol.column, Column(matching.literal), Column(replacement.literal))
}

/// Returns the text without blanks, or without characters of a set, at both ends.
public func trim(_ column: any ColumnOrName, _ trim: (any ColumnOrName)? = nil) -> Column {
  .call("trim", [column.column] + [trim.map { $0.column }].compactMap { $0 })
}

/// Returns a part of a URL; null when it is none.
public func try_parse_url(_ url: any ColumnOrName, _ partToExtract: any ColumnOrName, _ key: (any ColumnOrName)? = nil) -> Column
{ .call("try_parse_url", [url.column, partToExtract.column] + [key.map { $0.column }].compactMap { $0 }) }

/// Returns the bytes that a text in a format stands for; null when it is none.
public func try_to_binary(_ column: any ColumnOrName, _ format: (any ColumnOrName)? = nil) -> Column {
  .call("try_to_binary", [column.column] + [format.map { $0.column }].compactMap { $0 })
}

/// Returns the text that a URL encodes; null when it is none.
public func try_url_decode(_ text: any ColumnOrName) -> Column { .call("try_url_decode", text.column) }

/// Returns the text in upper case.
public func ucase(_ text: any ColumnOrName) -> Column { .call("ucase", text.column) }

/// Returns the binary that a text in base 64 stands for.
public func unbase64(_ column: any ColumnOrName) -> Column { .call("unbase64", column.column) }

/// Returns the text in upper case.
public func upper(_ column: any ColumnOrName) -> Column { .call("upper", column.column) }

/// Returns the text that an encoded URL stands for.
public func url_decode(_ text: any ColumnOrName) -> Column { .call("url_decode", text.column) }

/// Returns the text in the form that URLs take.
public func url_encode(_ text: any ColumnOrName) -> Column { .call("url_encode", text.column) }
