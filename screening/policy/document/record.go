package document

import (
	"encoding"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// ReadBack reads what a Go value was written as: one JSON value of any length. The error is an
// [*Error] with every problem; the old value then stays.
func ReadBack[T any](data []byte, to *T, read func(*T, *Node, *Problems)) error {
	var p Problems
	var value T
	if to == nil {
		return errors.New("there is nothing to read into")
	}
	if n := readJSON(data, &p); n != nil {
		read(&value, n, &p)
	}
	if err := p.Err(); err != nil {
		return err
	}
	*to = value
	return nil
}

// ReadRecord reads a struct as [Node.Record] does; it is called by its type.
func ReadRecord[T any](data []byte, to *T) error {
	return ReadBack(data, to, func(v *T, n *Node, p *Problems) { n.Record(p, v, named(reflect.TypeFor[T]())) })
}

// Record reads a JSON object as the struct that it was written from, by the tags of its fields.
// Every member has to be there; what is left out when empty must not be there empty. Null is
// refused, and so is every other member. A type with a method Read(*Node, *Problems) reads itself;
// a list is never nil. What names the struct, with its article; parts are called by their types.
func (n *Node) Record(p *Problems, to any, what string) {
	readRecord(n, p, reflect.ValueOf(to).Elem(), what, nil)
}

// RecordOr does the same with further members, all of which have to be there.
func (n *Node) RecordOr(p *Problems, to any, what string, more Fields) {
	readRecord(n, p, reflect.ValueOf(to).Elem(), what, more)
}

func readRecord(n *Node, p *Problems, v reflect.Value, what string, more Fields) {
	fields := Fields{}
	var required []string
	for key, read := range more {
		fields[key], required = read, append(required, key)
	}
	slices.Sort(required)
	required = append(required, declare(fields, p, v)...)
	n.Fields(p, what, fields, required...)
}

// declare adds the members of a struct, embedded ones too, and returns those that have to be there.
func declare(fields Fields, p *Problems, v reflect.Value) (required []string) {
	for i := range v.NumField() {
		tag, tagged := v.Type().Field(i).Tag.Lookup("json")
		f := v.Field(i)
		key, option, _ := strings.Cut(tag, ",")
		switch {
		case v.Type().Field(i).Anonymous && !tagged:
			required = append(required, declare(fields, p, f)...)
			continue
		case !tagged || tag == "-":
			continue
		case option == "":
			required = append(required, key)
		}
		fields[key] = func(n *Node) {
			before := p.Len()
			if readValue(n, p, f); option != "" && p.Len() == before && empty(f) {
				p.At(n, "is empty; leave it out")
			}
		}
	}
	return required
}

func empty(v reflect.Value) bool { return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0 }

func readValue(n *Node, p *Problems, v reflect.Value) {
	if own, ok := v.Addr().Interface().(interface{ Read(*Node, *Problems) }); ok {
		own.Read(n, p)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Str(p, "a value"))
	case reflect.Bool:
		v.SetBool(n.Bool(p, "a value"))
	case reflect.Int:
		x, _ := n.Int(p, "a value")
		v.SetInt(int64(x))
	case reflect.Float64:
		// Unlike an answer it can have an exponent.
		if x, err := strconv.ParseFloat(n.Text, 64); n.Kind == Number && err == nil {
			v.SetFloat(x)
		} else {
			n.Float(p, "a value")
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		readValue(n, p, v.Elem())
	case reflect.Slice:
		items := n.List(p, "a value")
		v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
		for i, item := range items {
			readValue(item, p, v.Index(i))
		}
	case reflect.Struct:
		readRecord(n, p, v, named(v.Type()), nil)
	default:
		p.At(n, "cannot be read into a %s", v.Type())
	}
}

// named is what a type is called in a sentence: an open rule.
func named(t reflect.Type) string {
	var b strings.Builder
	for i, r := range t.Name() {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	if article := "a "; b.Len() > 0 {
		if strings.ContainsRune("aeiou", rune(b.String()[0])) {
			article = "an "
		}
		return article + b.String()
	}
	return "an object"
}

// Lists is a copy in which no list is nil that JSON does not leave out, however deep it stands.
func Lists[T any](v T) T {
	out := reflect.New(reflect.TypeFor[T]()).Elem()
	out.Set(reflect.ValueOf(v))
	fillLists(out)
	return out.Interface().(T)
}

func fillLists(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !strings.Contains(f.Tag.Get("json"), ",omit") {
				fillLists(v.Field(i))
			}
		}
	case reflect.Slice:
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v)
		for i := range list.Len() {
			fillLists(list.Index(i))
		}
		v.Set(list)
	}
}

// Word reads one of some words into a value that knows them. What names it, with its article.
func (n *Node) Word(p *Problems, to encoding.TextUnmarshaler, what string, words []string) {
	if word, ok := n.OneOf(p, what, words); ok {
		if err := to.UnmarshalText([]byte(word)); err != nil {
			p.At(n, "%s", err)
		}
	}
}

// Follows holds a member that follows from the others against what does.
func (n *Node) Follows(p *Problems, key string, said, follows bool) {
	for _, e := range n.Entries {
		if e.Key == key && said != follows {
			p.At(e.Value, "is %t, but %t follows from the other members", said, follows)
		}
	}
}
