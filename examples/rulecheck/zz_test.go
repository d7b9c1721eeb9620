package main
import ("testing";"bytes")
func TestZZ(t *testing.T){ var o bytes.Buffer; t.Log(run([]string{"mutate","-cases","../../screening/rules","-","spine.","blood."},&o,&o)); s:=o.String(); t.Log(s[max(0,len(s)-300):]) }
