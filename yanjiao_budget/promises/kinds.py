"""What the kinds of promises and works are called, in English and in Chinese, by their keys."""

from collections.abc import Mapping

VERBS: Mapping[str, tuple[str, str]] = {
    "do": ("to do", "要做"),
    "start": ("to start", "要启动"),
    "finish": ("to finish", "要完成"),
    "reach": ("to reach", "要达到"),
    "keep": ("to keep", "要保持"),
}
KINDS: Mapping[str, tuple[str, str]] = {
    "year": ("target for the year", "年度目标"),
    "standing": ("standing at the end", "期末存量"),
    "works": ("count of works", "工程数量"),
    "rate": ("rate", "比率"),
    "time": ("time to keep to", "时限"),
    "deadline": ("deadline alone", "仅有期限"),
}
WORKS: Mapping[str, tuple[str, str]] = {
    "programme": ("programme", "计划或行动"),
    "road": ("road", "道路"),
    "plant": ("plant or network", "厂站管网"),
    "river": ("river", "河渠"),
    "building": ("building or site", "建筑或场所"),
    "project": ("project", "项目"),
}
SAID: Mapping[str, tuple[str, str]] = {
    "plan": ("to be planned", "谋划"),
    "start": ("to be started", "启动"),
    "advance": ("to be advanced", "推进"),
    "extend": ("to be extended or rebuilt", "扩建改造"),
    "finish": ("to be finished", "完成"),
    "use": ("to be used", "用好"),
    "fund": ("to be paid for", "安排资金用于"),
}
BY: Mapping[str, tuple[str, str]] = {
    "self": ("the body itself", "本部门"),
    "others": ("others, urged or awaited", "由他方实施"),
    "example": ("named as an example", "作为例子"),
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "repeated": ("promised again, the same", "再次承诺，内容相同"),
    "changed": ("promised again, changed", "再次承诺，内容有变"),
    "reported": ("a result is reported", "文中称已有结果"),
    "named": ("named, without this promise", "仍有提及，但无此项承诺"),
    "dropped": ("not spoken of in these words", "未再以这些词语提及"),
    "new": ("not among the earlier promises", "上次承诺中没有"),
}
PARTS: Mapping[str, tuple[str, str]] = {
    "number": ("number", "数字"),
    "deadline": ("deadline", "期限"),
    "verb": ("what is to be done", "动作"),
}
