import json
cards=["emergency_now","nerves_now","look","unwell_now","back_now","heart_and_blood","spine_and_bones","cancer_and_operations","skin_and_health"]
def healthy(age=40,regions=None,preg=None,over=None,reason="relaxation",**groups):
    c={k:{} for k in cards}
    c.update(over or {})
    c={k:v for k,v in c.items() if v is not None}
    i={}
    if regions: i["regions"]=regions
    i["cards"]=c
    i["client"]={"age":age}
    i["session"]={"reason":reason}
    i["preg"]=preg or {"status":"none"}
    i.update(groups)
    return i
t=lambda *l:{"ticked":list(l)}
v={}
def put(name,intake,clearance=None):
    d={}
    if intake is not None: d["intake"]=intake
    if clearance: d["clearance"]=clearance
    v[name]=d
put("healthy",healthy())
put("empty",None)
put("disc_direction_unsure",healthy(47,["lumbar"],over={"spine_and_bones":t("disc"),"back_now":t("back_pain")},reason="pain",
    back={"present_pain":"no","phase":"remission"},disc={"present":"yes","bulge_only":"no","direction":"unsure","canal_free":"unsure"}))
put("disc_central",healthy(51,over={"spine_and_bones":t("disc")},disc={"present":"yes","bulge_only":"no","direction":"central","canal_free":"no"}))
put("disc_not_asked",healthy(51,over={"spine_and_bones":t("disc")}))
put("apixaban",healthy(68,over={"heart_and_blood":t("blood_thinner")},med={"anticoagulant":"doac"}))
put("apixaban_cleared",healthy(68,over={"heart_and_blood":t("blood_thinner")},med={"anticoagulant":"doac"}),
    [{"covers":["blood.thinner"],"days_ago":12,"by":"Pharmacist","techniques":["relaxing_swedish"],"strokes":["effleurage_light","petrissage_slow"],"regions":[]}])
put("fever_new_back_pain",healthy(58,over={"unwell_now":t("feverish"),"back_now":t("back_pain","new_pain","deep_spot")},reason="pain",
    back={"present_pain":"yes","phase":"recent_mild"}))
put("numb_saddle",healthy(44,over={"nerves_now":t("saddle_numbness","bladder"),"back_now":t("back_pain")},reason="pain",
    neuro={"onset":"recent"},back={"present_pain":"yes","phase":"acute_attack"}))
put("numb_saddle_onset_open",healthy(44,over={"nerves_now":t("saddle_numbness")}))
put("pregnant_31_weeks",healthy(32,["back_all","legs"],over={"pregnancy_now":{}},preg={"status":"pregnant","weeks":31}))
put("depression",healthy(36,["back_all","neck_posterior"],over={"skin_and_health":t("mood")}))
n=healthy(39,over={"nerves_now":None},neuro={"saddle_numbness":"no","bowel_change":"no","sexual_numbness":"no","bilateral_leg":"no","weakness":"none","gait_change":"no","hand_clumsiness":"no","band_pain":"no"})
put("bladder_blank",n)
put("shingles",healthy(63,over={"unwell_now":t("catching_skin")},skin={"shingles":"yes","shingles_open":"yes","shingles_at":["thoracic_paraspinal"],"contagious":"none"}))
put("mole_and_legs",healthy(29,["back_all","calf"],over={"cancer_and_operations":t("lump_or_mole")},skin={"undiagnosed_lump":"no","changing_mole":"yes","changing_mole_at":["scapular"]}))
put("root_pain_shoulders",healthy(46,["lumbar_paraspinal","shoulder","neck_posterior"],over={"back_now":t("back_pain","into_limb")},reason="pain",
    back={"present_pain":"yes","phase":"chronic_stable"},nerve={"pattern":"root_like","course":"recent_or_changing","pattern_at":["calf","thigh"]}))
put("chest_pain_and_disc",healthy(59,over={"emergency_now":t("chest_pain"),"spine_and_bones":t("disc")}))
put("many_conditions",healthy(77,["whole_body"],over={"heart_and_blood":t("blood_thinner","high_blood_pressure","easy_bruising"),
   "spine_and_bones":t("disc","thin_bones","narrow_canal_or_slip"),"skin_and_health":t("formations","mood"),"cancer_and_operations":t("cancer")},reason="pain",
   med={"anticoagulant":"warfarin","inr_out":"no","steroid_long":"no"},hypertension={"uncontrolled":"unsure"},
   cond={"spinal_stenosis":"yes","spondylolisthesis":"no","osteoporosis":"yes","bone_fragile":"no","cancer_active":"no","bone_metastasis":"no"},
   hx={"fragility_fracture":"other"},disc={"bulge_only":"no","direction":"foraminal","canal_free":"yes"},
   skin={"formations_at":["scapular","calf"]}))
for k,d in v.items():
    # one line for each part of the intake, short enough to read
    if not d: s="{}\n"
    else:
        parts=[]
        for key in d:
            x=d[key]
            if key=="intake":
                rows=[]
                for g,y in x.items():
                    if g=="cards":
                        cs=[f"      {json.dumps(c)}: {json.dumps(a)}" for c,a in y.items()]
                        rows.append('    "cards": {\n'+",\n".join(cs)+"\n    }")
                    else: rows.append(f"    {json.dumps(g)}: {json.dumps(y)}")
                parts.append('  "intake": {\n'+",\n".join(rows)+"\n  }")
            else:
                parts.append(f'  {json.dumps(key)}: [\n'+",\n".join("    "+json.dumps(c) for c in x)+"\n  ]")
        s="{\n"+",\n".join(parts)+"\n}\n"
    open(f"examples/visit/testdata/{k}.json","w").write(s)
